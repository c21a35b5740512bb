package chat.jim.server.store;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action.Msg;
import chat.jim.wire.Frame;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A history that is lost with the process, for tests: what a {@link HistoryStore} does, in its simplest form. */
public final class MemoryHistory implements HistoryStore {
    private final InstantSource clock;
    private final TreeMap<Long, Entry> entries = new TreeMap<>();
    private long last;

    public MemoryHistory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long add(String place, Address sender, @Nullable AccountKey account, Frame message) {
        last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        entries.put(last, new Entry(last, place, sender, account, message.copy()));
        return last;
    }

    @Override
    public synchronized void addCopy(Entry entry) {
        last = Math.max(last, entry.id());
        entries.putIfAbsent(entry.id(), entry);
    }

    @Override
    public synchronized long newest() {
        return last;
    }

    @Override
    public synchronized long newest(String place) {
        return in(Range.all(place)).mapToLong(Entry::id).max().orElse(0);
    }

    @Override
    public synchronized List<Entry> first(Range range, int most) {
        return in(range).limit(most).toList();
    }

    @Override
    public synchronized List<Entry> last(Range range, int most) {
        List<Entry> all = in(range).toList();
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    @Override
    public synchronized int count(Range range, int most) {
        return (int) in(range).limit(most).count();
    }

    private Stream<Entry> in(Range range) {
        return entries.values().stream()
                .filter(entry -> entry.place().equals(range.place()))
                .filter(entry -> entry.id() > range.after() && entry.id() < range.before());
    }

    @Override
    public synchronized @Nullable Entry find(long id) {
        return entries.get(id);
    }

    @Override
    public synchronized List<Entry> search(Query query) {
        List<String> words = words(query.text());
        List<Entry> found = new ArrayList<>(entries.values().stream()
                .filter(entry -> query.places().contains(entry.place()) && entry.id() < query.before())
                .filter(entry -> query.sender() == null || query.sender().equals(entry.sender()))
                .filter(entry -> !words.isEmpty()
                        && words.stream()
                                .allMatch(word -> words(text(entry)).stream().anyMatch(said -> isFound(word, said))))
                .toList());
        Collections.reverse(found);
        return found.subList(0, Math.min(query.most(), found.size()));
    }

    private static boolean isFound(String word, String said) {
        return word.length() == 1 ? said.equals(word) : said.startsWith(word);
    }

    private static String text(Entry entry) {
        return Codec.decode(entry.message()) instanceof Msg msg ? msg.message() : "";
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public synchronized List<Entry> of(AccountKey account, long after, int most) {
        return entries.tailMap(after, false).values().stream()
                .filter(entry -> account.equals(entry.account()))
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Set<String> places() {
        Set<String> places = new TreeSet<>();
        entries.values().forEach(entry -> places.add(entry.place()));
        return places;
    }

    @Override
    public synchronized boolean forget(long id) {
        return entries.remove(id) != null;
    }

    @Override
    public CompletableFuture<?> forget(AccountKey account) {
        return remove(entry -> account.equals(entry.account()));
    }

    @Override
    public CompletableFuture<?> prune(ToLongFunction<String> oldest) {
        return remove(entry -> entry.id() < oldest.applyAsLong(entry.place()));
    }

    private synchronized CompletableFuture<?> remove(Predicate<Entry> which) {
        entries.values().removeIf(which);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletableFuture<?> trim(long mostBytes) {
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public int pending() {
        return 0;
    }

    @Override
    public long stored() {
        return 0;
    }

    @Override
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
