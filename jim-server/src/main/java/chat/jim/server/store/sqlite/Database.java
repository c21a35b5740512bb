package chat.jim.server.store.sqlite;

import chat.jim.process.DaemonThreads;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.OpenedFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the database, which does one thing at a time. Failures are {@link StoreException}s. */
public final class Database implements AutoCloseable {
    /** Reads a value from a row. */
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** How long a statement waits for earlier ones, and then again for those of another process. */
    static final int BUSY_MILLIS = 2500;

    /** Short, since {@link GroupCommit#close} has already waited for the changes: only a read may be in progress. */
    private static final int CLOSE_MILLIS = 100;

    private static final String FREE_PAGES = "PRAGMA freelist_count";

    /** These stay in the file, a megabyte: most of what is freed is soon used again. */
    private static final int SPARE_PAGES = 256;

    private static final int PAGES_IN_STEP = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Connection connection;

    /** Guards the connection and its statements. Who reads holds it while {@link #reader} uses them. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Executor reader = DaemonThreads.pool("store-read", 1);

    /** A change waits for the disk, and for other processes. */
    private final GroupCommit writes = new GroupCommit(this::commit);

    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** See {@link #bytes}. */
    private volatile long bytes;

    private final OpenedFile file;

    Database(Connection connection, OpenedFile file) {
        this.connection = connection;
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
    public <T> List<T> query(String sql, Reading<T> reading, Object... values) {
        return locked(
                "read", () -> Store.await(CompletableFuture.supplyAsync(() -> read(sql, reading, values), reader)));
    }

    private <T> List<T> read(String sql, Reading<T> reading, Object... values) {
        return run("read", () -> {
            try (ResultSet rows = prepare(sql, values).executeQuery()) {
                List<T> results = new ArrayList<>();
                while (rows.next()) {
                    results.add(reading.read(rows));
                }
                return results;
            }
        });
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
        prepare("BEGIN IMMEDIATE").execute();
        try {
            List<Long> rows = new ArrayList<>();
            for (GroupCommit.Change change : group) {
                rows.add(execute(change));
            }
            measure();
            prepare("COMMIT").execute();
            return rows;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    private long execute(GroupCommit.Change change) throws SQLException {
        if (prepare(change.sql(), change.values().toArray()).executeUpdate() == 0) {
            return 0;
        }
        try (ResultSet row = prepare("SELECT max(1, last_insert_rowid())").executeQuery()) {
            return row.getLong(1);
        }
    }

    /** Only for a thread that has the connection for itself. */
    void measure() throws SQLException {
        bytes = (number("PRAGMA page_count") - number(FREE_PAGES)) * DatabaseFile.PAGE_BYTES;
    }

    private long number(String sql) throws SQLException {
        try (ResultSet row = prepare(sql).executeQuery()) {
            return row.getLong(1);
        }
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
        if (number(FREE_PAGES) <= SPARE_PAGES) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES_IN_STEP + ")");
        }
        boolean more = number(FREE_PAGES) > SPARE_PAGES;
        if (!more) {
            number("PRAGMA wal_checkpoint"); // which cuts the file
        }
        return more;
    }

    /** Ends the transaction, which some failures have ended already. */
    private void rollBack() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("There is nothing to roll back: {}", e.getMessage());
        }
    }

    /** Something that needs the connection. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T locked(String deed, Supplier<T> work) {
        if (!lockWithin(BUSY_MILLIS)) {
            throw new StoreException("The store cannot be " + deed + ": it is busy", null);
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Only for a platform thread, since SQLite blocks the carrier of a virtual one. */
    private <T> T run(String deed, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            forgetStatements();
            throw SqliteErrors.failure("The store cannot be " + deed, e);
        }
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

    /** Whether a statement is being executed; it may be waiting for another process. */
    public boolean isBusy() {
        return lock.isLocked();
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
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("The store cannot be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** A statement that has failed once, for instance on a full disk, would fail forever. */
    private void forgetStatements() {
        for (PreparedStatement statement : statements.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("A statement cannot be closed", e);
            }
        }
        statements.clear();
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
