package chat.jim.server.store.history;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.NativeLibrary;
import chat.jim.server.store.month.Month;
import chat.jim.server.store.month.MonthWriter;
import chat.jim.server.store.month.SearchWords;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history in SQLite files, one for each month, in a folder of their own. */
public final class SqliteHistory implements HistoryStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteHistory.class);
    private static final String FOLDER = "history";

    /** All months. */
    private static final Range ALWAYS = Range.all("");

    private final MonthFiles files;
    private final HistoryReader reading;

    /** A search may take long: nothing else waits for it. */
    private final HistoryReader searching;

    private final Ids ids;
    private final EntryQueue queue;
    private final HistoryWriter writer;
    private final Purges purges = new Purges();

    private SqliteHistory(Path folder, InstantSource clock) throws IOException {
        files = new MonthFiles(folder);
        reading = new HistoryReader("history-read", files);
        searching = new HistoryReader("history-search", files);
        ids = new Ids(folder, newestWritten(), clock);
        queue = new EntryQueue(ids);
        writer = new HistoryWriter(files, List.of(reading, searching), queue);
    }

    /**
     * Opens the history in {@code directory}. Its folder is made if it is missing, readable by its owner only. One process at
     * a time may add to it; others may read it, and forget.
     *
     * @throws StoreException the native library of SQLite cannot be loaded
     * @throws IOException the folder cannot be made or read
     */
    public static SqliteHistory open(Path directory, InstantSource clock) throws IOException {
        NativeLibrary.load(directory);
        return new SqliteHistory(directory.resolve(FOLDER), clock);
    }

    /** Whether there is a history in {@code directory}. */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(FOLDER));
    }

    private long newestWritten() {
        AtomicLong newest = new AtomicLong();
        try {
            reading.show(ALWAYS, true, month -> newest.addAndGet(month.newest()) > 0);
        } catch (StoreException e) {
            LOG.warn("The newest message in the history cannot be read: {}", e.getMessage());
        }
        return newest.get();
    }

    @Override
    public long add(String place, Address sender, @Nullable AccountKey account, Frame message) {
        Frame copy = message.copy();
        long added = queue.add(id -> new Entry(id, place, sender, account, copy));
        if (added == 0) {
            writer.drop(1, "too many wait for the disk");
        }
        return added;
    }

    @Override
    public void addCopy(Entry entry) {
        boolean added = queue.addCopy(new Entry(
                entry.id(),
                entry.place(),
                entry.sender(),
                entry.account(),
                entry.message().copy()));
        if (!added) {
            writer.drop(1, "too many wait for the disk");
        }
    }

    /** This is one of several servers from now on, which has that number at each time: no other one gives its ids. */
    public void share(IntSupplier number) {
        ids.share(number);
    }

    /** Another server has given that id: those that are given here from now on are greater. */
    public void pass(long given) {
        queue.pass(given);
    }

    @Override
    public long newest() {
        return queue.newest();
    }

    @Override
    public long newest(String place) {
        queue.flush();
        AtomicLong newest = new AtomicLong();
        reading.show(ALWAYS, true, month -> newest.addAndGet(month.newest(place)) > 0);
        return newest.get();
    }

    @Override
    public List<Entry> first(Range range, int most) {
        queue.flush();
        List<Entry> found = new ArrayList<>();
        reading.show(range, false, month -> {
            found.addAll(month.first(range, most - found.size()));
            return found.size() >= most;
        });
        return found;
    }

    @Override
    public List<Entry> last(Range range, int most) {
        queue.flush();
        List<Entry> found = new ArrayList<>();
        reading.show(range, true, month -> {
            found.addAll(month.last(range, most - found.size()));
            return found.size() >= most;
        });
        Collections.reverse(found);
        return found;
    }

    @Override
    public int count(Range range, int most) {
        queue.flush();
        AtomicInteger count = new AtomicInteger();
        reading.show(range, true, month -> count.addAndGet(month.count(range, most - count.get())) >= most);
        return count.get();
    }

    @Override
    public @Nullable Entry find(long id) {
        queue.flush();
        List<Entry> found = new ArrayList<>();
        reading.show(new Range("", id - 1, id + 1), true, month -> found.addAll(month.find(id)));
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public List<Entry> search(Query query) {
        String words = SearchWords.expression(query.text());
        if (words.isEmpty() || query.places().isEmpty()) {
            return List.of();
        }
        queue.flush();
        List<Entry> found = new ArrayList<>();
        searching.show(new Range("", 0, query.before()), true, month -> {
            found.addAll(month.search(query, words, query.most() - found.size()));
            return found.size() >= query.most();
        });
        return found;
    }

    @Override
    public List<Entry> of(AccountKey account, long after, int most) {
        queue.flush();
        List<Entry> found = new ArrayList<>();
        searching.show(new Range("", after, Long.MAX_VALUE), false, month -> {
            found.addAll(month.of(account, after, most - found.size()));
            return found.size() >= most;
        });
        return found;
    }

    @Override
    public Set<String> places() {
        queue.flush();
        Set<String> places = new TreeSet<>();
        reading.show(ALWAYS, true, month -> {
            places.addAll(month.places());
            return false;
        });
        return places;
    }

    @Override
    public boolean forget(long id) {
        queue.flush();
        AtomicBoolean forgotten = new AtomicBoolean();
        Store.await(writer.work(() -> {
            Month where = Month.of(id);
            if (writer.test(where, month -> month.forget(id))) {
                forgotten.set(true);
                purges.need(where);
            }
            return false;
        }));
        return forgotten.get();
    }

    @Override
    public CompletableFuture<?> forget(AccountKey account) {
        queue.flush();
        return writer.work(new Removal(writer, files, purges, Removal.of(account)));
    }

    @Override
    public CompletableFuture<?> prune(ToLongFunction<String> oldest) {
        queue.flush();
        return writer.work(new Removal(writer, files, purges, Removal.olderThan(oldest)));
    }

    @Override
    public CompletableFuture<?> trim(long mostBytes) {
        queue.flush();
        return writer.work(new Removal(writer, files, purges, new Removal.Choice() {
            @Override
            public boolean isAll(MonthWriter month) {
                return bytes() > mostBytes;
            }

            @Override
            public int remove(MonthWriter month, int most) {
                return month.bytes() > mostBytes ? month.forgetFirst(most) : 0;
            }
        }));
    }

    @Override
    public long bytes() {
        return files.months().stream().mapToLong(files::bytes).sum();
    }

    @Override
    public int pending() {
        return queue.pending();
    }

    @Override
    public long stored() {
        return writer.stored();
    }

    @Override
    public long dropped() {
        return writer.dropped();
    }

    @Override
    public void close() {
        try (ids;
                reading;
                searching) {
            writer.close();
        } catch (IOException e) {
            throw new StoreException("The history cannot be closed: " + e.getMessage(), e);
        }
    }
}
