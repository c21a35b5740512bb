package chat.jim.server.cluster.history;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.history.SqliteHistory;
import chat.jim.thread.Threads;
import chat.jim.wire.Frame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The history of all servers of a chat, as one of them has it. What it adds is in its own store; what it reads is from there
 * and from all others that answer in two seconds. Copies of a message count once. What is forgotten is forgotten by all, also
 * by those that are away; what is too old or too much, each one removes from its own.
 */
public final class ClusterHistory implements HistoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterHistory.class);

    private final SqliteHistory own;
    private final Bus bus;
    private final Forgotten forgotten;

    /** Is told how many did not answer a question. */
    private final IntConsumer silent;

    private ClusterHistory(SqliteHistory own, Bus bus, Forgotten forgotten, IntConsumer silent) {
        this.own = own;
        this.bus = bus;
        this.forgotten = forgotten;
        this.silent = silent;
    }

    /**
     * Joins the histories of the others. Waits for the engine.
     *
     * @param own what this server keeps; closed with this
     * @param number that of this server, see {@link SqliteHistory#share}
     * @throws EngineException the engine does not answer
     */
    public static ClusterHistory join(SqliteHistory own, Engine engine, Bus bus, IntSupplier number) {
        Forgotten forgotten = new Forgotten(engine, own);
        own.share(number);
        ClusterHistory joined = new ClusterHistory(own, bus, forgotten, count -> {});
        new Answers(own, forgotten::catchUp).begin(bus);
        engine.onConnectionChange(isConnected -> {
            if (isConnected) {
                joined.forgetSoon();
            }
        });
        joined.forgetSoon();
        return joined;
    }

    /** Forgets what others have, while this server was away. */
    private void forgetSoon() {
        Threads.startShort(() -> {
            try {
                forgotten.catchUp();
            } catch (EngineException | StoreException e) {
                LOG.debug("What others have forgotten is not known now: {}", e.getMessage());
            }
        });
    }

    @Override
    public HistoryStore reporting(IntConsumer listener) {
        return new ClusterHistory(own, bus, forgotten, listener);
    }

    @Override
    public long add(String place, Address sender, @Nullable AccountKey account, Frame message) {
        return own.add(place, sender, account, message);
    }

    @Override
    public void addCopy(Entry entry) {
        if (!forgotten.has(entry.id())) {
            own.addCopy(entry);
        }
    }

    @Override
    public long newest() {
        return own.newest();
    }

    /** The ids that this server gives are greater from now on. */
    @Override
    public long newest(String place) {
        Asked others = new Asked(bus, Question.newest(place));
        AtomicLong newest = new AtomicLong(own.newest(place));
        others.show(answer -> answer.ids().forEach(id -> newest.accumulateAndGet(id, Math::max)));
        silent.accept(others.silent());
        own.pass(newest.get());
        return newest.get();
    }

    @Override
    public List<Entry> first(Range range, int most) {
        Asked others = new Asked(bus, Question.in(Question.Kind.FIRST, range, most));
        return merged(own.first(range, most), others, false, most);
    }

    @Override
    public List<Entry> last(Range range, int most) {
        Asked others = new Asked(bus, Question.in(Question.Kind.LAST, range, most));
        List<Entry> newestFirst = merged(own.last(range, most), others, true, most);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    @Override
    public int count(Range range, int most) {
        Asked others = new Asked(bus, Question.in(Question.Kind.IDS, range, most));
        Set<Long> ids = new HashSet<>();
        own.first(range, most).forEach(entry -> ids.add(entry.id()));
        others.show(answer -> answer.ids().stream()
                .filter(id -> id > range.after() && id < range.before() && !forgotten.has(id))
                .forEach(ids::add));
        silent.accept(others.silent());
        return Math.min(most, ids.size());
    }

    @Override
    public @Nullable Entry find(long id) {
        Entry here = own.find(id);
        if (here != null || forgotten.has(id)) {
            return here;
        }
        List<Entry> found = merged(List.of(), new Asked(bus, Question.find(id)), false, 1);
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public List<Entry> search(Query query) {
        if (query.places().isEmpty()) {
            return List.of();
        }
        Asked others = new Asked(bus, Question.search(query));
        return merged(own.search(query), others, true, query.most());
    }

    @Override
    public List<Entry> of(AccountKey account, long after, int most) {
        Asked others = new Asked(bus, Question.of(account, after, most));
        return merged(own.of(account, after, most), others, false, most);
    }

    /** The newest or the oldest ones, each once, those first. */
    private List<Entry> merged(List<Entry> here, Asked others, boolean newestFirst, int most) {
        TreeMap<Long, Entry> all = new TreeMap<>();
        others.entries().forEach(entry -> all.put(entry.id(), entry));
        here.forEach(entry -> all.put(entry.id(), entry));
        silent.accept(others.silent());
        List<Entry> sorted = new ArrayList<>(newestFirst ? all.descendingMap().values() : all.values());
        sorted.removeIf(entry -> forgotten.has(entry.id()));
        return new ArrayList<>(sorted.subList(0, Math.min(most, sorted.size())));
    }

    @Override
    public Set<String> places() {
        Asked others = new Asked(bus, Question.placesAfter(""));
        Set<String> places = new TreeSet<>(own.places());
        others.show(answer -> places.addAll(answer.places()));
        silent.accept(others.silent());
        return places;
    }

    @Override
    public Set<String> among(Collection<String> places) {
        List<String> left = new ArrayList<>(places);
        Set<String> found = new TreeSet<>(own.among(places));
        left.removeAll(found);
        for (int from = 0; from < left.size(); from += Question.MOST_PLACES) {
            List<String> some = left.subList(from, Math.min(left.size(), from + Question.MOST_PLACES));
            Asked others = new Asked(bus, Question.among(some));
            others.show(answer -> found.addAll(answer.places()));
            silent.accept(others.silent());
        }
        found.retainAll(Set.copyOf(places));
        return found;
    }

    /** Waits until the others have forgotten it, too; whoever does not answer does it when it can. */
    @Override
    public boolean forget(long id) {
        if (find(id) == null) {
            return false;
        }
        noted(() -> forgotten.note(id));
        Asked others = new Asked(bus, Question.forget());
        own.forget(id);
        others.show(answer -> {});
        return true;
    }

    /** Is done when this server has forgotten it; the others know that they have to. */
    @Override
    public CompletableFuture<?> forget(AccountKey account) {
        noted(() -> forgotten.note(account));
        Asked unused = new Asked(bus, Question.forget());
        return own.forget(account);
    }

    private static void noted(Runnable note) {
        try {
            note.run();
        } catch (EngineException e) {
            throw new StoreException("What is to be forgotten cannot be noted now. " + e.getMessage(), e);
        }
    }

    @Override
    public void withdraw(long id) {
        own.withdraw(id);
    }

    @Override
    public CompletableFuture<?> prune(ToLongFunction<String> oldest) {
        forgetSoon();
        return own.prune(oldest);
    }

    @Override
    public CompletableFuture<?> trim(long mostBytes) {
        return own.trim(mostBytes);
    }

    @Override
    public long bytes() {
        return own.bytes();
    }

    @Override
    public int pending() {
        return own.pending();
    }

    @Override
    public long stored() {
        return own.stored();
    }

    @Override
    public long dropped() {
        return own.dropped();
    }

    @Override
    public void close() {
        own.close();
    }
}
