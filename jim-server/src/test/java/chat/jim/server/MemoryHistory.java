package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** A history that is only in memory: what {@link HistoryStore} promises, in the simplest way. */
final class MemoryHistory implements HistoryStore {
    /** What is kept if nobody says otherwise: thirty days. */
    static final HistoryPolicy MONTH =
            new HistoryPolicy(Duration.ofDays(30).toSeconds(), List.of(), true, false, Long.MAX_VALUE);

    private final InstantSource clock;
    private final List<Entry> entries = new ArrayList<>();
    private long newest;

    MemoryHistory(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized long add(String place, Address sender, @Nullable AccountKey account, Frame message) {
        newest = Math.max(newest + 1, clock.millis() * 1000);
        entries.add(new Entry(newest, place, sender, account, message.copy()));
        return newest;
    }

    @Override
    public synchronized long newest() {
        return newest;
    }

    @Override
    public synchronized long newest(String place) {
        return found(entry -> entry.place().equals(place)).stream()
                .mapToLong(Entry::id)
                .max()
                .orElse(0);
    }

    @Override
    public synchronized List<Entry> first(Range range, int most) {
        List<Entry> all = in(range);
        return all.subList(0, Math.min(most, all.size()));
    }

    @Override
    public synchronized List<Entry> last(Range range, int most) {
        List<Entry> all = in(range);
        return all.subList(Math.max(0, all.size() - most), all.size());
    }

    @Override
    public synchronized int count(Range range, int most) {
        return Math.min(most, in(range).size());
    }

    @Override
    public synchronized @Nullable Entry find(long id) {
        return found(entry -> entry.id() == id).stream().findFirst().orElse(null);
    }

    @Override
    public synchronized List<Entry> search(Query query) {
        return found(entry -> query.places().contains(entry.place())
                        && entry.id() < query.before()
                        && (query.sender() == null || query.sender().equals(entry.sender()))
                        && entry.message().text().toLowerCase(Locale.ROOT).contains(query.text()))
                .stream()
                .sorted(Comparator.comparingLong(Entry::id).reversed())
                .limit(query.most())
                .toList();
    }

    @Override
    public synchronized List<Entry> of(AccountKey account, long after, int most) {
        return found(entry -> account.equals(entry.account()) && entry.id() > after).stream()
                .limit(most)
                .toList();
    }

    @Override
    public synchronized Set<String> places() {
        Set<String> places = new TreeSet<>();
        entries.forEach(entry -> places.add(entry.place()));
        return places;
    }

    @Override
    public synchronized boolean forget(long id) {
        return entries.removeIf(entry -> entry.id() == id);
    }

    @Override
    public synchronized CompletableFuture<?> forget(AccountKey account) {
        entries.removeIf(entry -> account.equals(entry.account()));
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public synchronized CompletableFuture<?> prune(ToLongFunction<String> oldest) {
        entries.removeIf(entry -> entry.id() < oldest.applyAsLong(entry.place()));
        return CompletableFuture.completedFuture(0L);
    }

    @Override
    public CompletableFuture<?> trim(long mostBytes) {
        return CompletableFuture.completedFuture(0L);
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
    public long dropped() {
        return 0;
    }

    @Override
    public void close() {}

    private List<Entry> in(Range range) {
        return found(entry ->
                entry.place().equals(range.place()) && entry.id() > range.after() && entry.id() < range.before());
    }

    private List<Entry> found(Predicate<Entry> condition) {
        return entries.stream().filter(condition).toList();
    }
}
