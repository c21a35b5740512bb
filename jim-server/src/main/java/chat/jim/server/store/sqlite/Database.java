package chat.jim.server.store.sqlite;

import chat.jim.process.DaemonThreads;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.OpenedFile;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.Statements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the database, which does one thing at a time. Failures are {@link StoreException}s. */
public final class Database implements AutoCloseable {
    /** Short, since {@link GroupCommit#close} has already waited for the changes: only a read may be in progress. */
    private static final int CLOSE_MILLIS = 100;

    private static final String FREE_PAGES = "PRAGMA freelist_count";

    /** These stay in the file, a megabyte: most of what is freed is soon used again. */
    private static final int SPARE_PAGES = 256;

    private static final int PAGES_IN_STEP = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Statements statements;

    /** Guards the statements. Who reads holds it while {@link #reader} uses them. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Executor reader = DaemonThreads.pool("store-read", 1);

    /** A change waits for the disk, and for other processes. */
    private final GroupCommit writes = new GroupCommit(this::commit);

    /** See {@link #bytes}. */
    private volatile long bytes;

    private final OpenedFile file;

    Database(Connection connection, OpenedFile file) {
        statements = new Statements(connection);
        this.file = file;
    }

    /** @throws StoreException the file is no longer where it was opened: what is written to it would be lost */
    void checkPlace() {
        if (!file.isInPlace()) {
            throw new StoreException(
                    Reason.MISPLACED,
                    file + " was moved, replaced or deleted while it was open: nothing is kept any more."
                            + " Put it back, or restart the server",
                    null);
        }
    }

    /** The values read from all rows that a statement finds. */
    public <T> List<T> query(String sql, Statements.Reading<T> reading, Object... values) {
        return locked(
                "read",
                () -> Store.await(CompletableFuture.supplyAsync(
                        () -> run("read", () -> statements.query(sql, reading, values)), reader)));
    }

    /** Makes a change and waits for it; true if it changed a row. */
    public boolean change(String sql, Object... values) {
        return Store.await(submit(sql, values)) > 0;
    }

    /** Makes a change without waiting, see {@link GroupCommit.Change#done}. Changes are made in the order of the calls. */
    public CompletableFuture<Long> submit(String sql, Object... values) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        writes.submit(new GroupCommit.Change(sql, Arrays.asList(values), done));
        return done;
    }

    private List<Long> commit(List<GroupCommit.Change> group) {
        checkPlace();
        return locked("changed", () -> run("changed", () -> transact(group)));
    }

    private List<Long> transact(List<GroupCommit.Change> group) throws SQLException {
        return statements.transact(() -> {
            List<Long> rows = new ArrayList<>();
            for (GroupCommit.Change change : group) {
                boolean changed =
                        statements.change(change.sql(), change.values().toArray()) > 0;
                rows.add(changed ? statements.number("SELECT max(1, last_insert_rowid())") : 0);
            }
            measure();
            return rows;
        });
    }

    /** Only for a thread that has the connection for itself. */
    void measure() throws SQLException {
        bytes = (statements.number("PRAGMA page_count") - statements.number(FREE_PAGES)) * DatabaseFile.PAGE_BYTES;
    }

    /** How many bytes of the file were in use after the last change, or at the last {@link #tidy}. */
    long bytes() {
        return bytes;
    }

    /** Makes the file shorter if much of it is not in use, as long as there is nothing to write. Returns at once. */
    void tidy() {
        writes.whenIdle(() -> {
            try {
                return locked("changed", () -> run("changed", this::giveBack));
            } catch (StoreException e) {
                LOG.debug("The file is not made shorter now: {}", e.getMessage());
                return false;
            }
        });
    }

    /** Takes a step that delays a change only a moment; false if it was the last one. */
    private boolean giveBack() throws SQLException {
        measure();
        if (statements.number(FREE_PAGES) <= SPARE_PAGES) {
            return false;
        }
        statements.executeAll("PRAGMA incremental_vacuum(" + PAGES_IN_STEP + ")");
        boolean more = statements.number(FREE_PAGES) > SPARE_PAGES;
        if (!more) {
            statements.number("PRAGMA wal_checkpoint"); // which cuts the file
        }
        return more;
    }

    private <T> T locked(String deed, Supplier<T> work) {
        if (!lockWithin(Connections.BUSY_MILLIS)) {
            throw new StoreException("The store cannot be " + deed + ": it is busy", null);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Only for a platform thread, see {@link Statements}. */
    private <T> T run(String deed, Statements.Work<T> work) {
        return statements.run("The store cannot be " + deed, work);
    }

    private boolean lockWithin(int millis) {
        try {
            return lock.tryLock(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How many changes are not on the disk yet. */
    int pending() {
        return writes.pending();
    }

    /** See {@link GroupCommit#ping}. */
    void ping(Runnable pong) {
        writes.ping(pong);
    }

    /** How the changes went. */
    Commits commits() {
        return writes.commits();
    }

    /** Why changes cannot be kept now, as far as is known; null if they can. */
    @Nullable
    String trouble() {
        try {
            checkPlace();
            String disk = file.troubleOfDisk();
            return disk == null ? writes.commits().failure() : disk;
        } catch (StoreException e) {
            return e.getMessage();
        }
    }

    /** How many bytes SQLite's log beside the file has. */
    long logBytes() {
        return file.bytesBeside("-wal");
    }

    /**
     * Makes the changes that wait, and accepts no more. That takes as long as the disk needs; for a read that does not end it
     * waits only a moment. Does nothing the second time.
     */
    @Override
    public void close() {
        writes.close();
        if (!lockWithin(CLOSE_MILLIS)) {
            LOG.warn("The store is still busy: leaving it to the next start to finish");
            return;
        }
        try {
            statements.close();
        } catch (SQLException e) {
            throw new StoreException("The store cannot be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }
}
