package chat.jim.server.store.sqlite;

import chat.jim.process.DaemonThreads;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.sql.SqliteErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes in the order of their arrival, all that wait in one transaction, so that they share one flush to the disk.
 * Runs on its own platform thread, since SQLite blocks the carrier of a virtual one. An error ends that thread, and so the
 * server. May be used from any thread.
 */
final class GroupCommit implements AutoCloseable {
    /**
     * A statement that changes something.
     *
     * @param done done when the change is on the disk, with the id of the row that was inserted last; 0 if no row was changed
     */
    record Change(String sql, List<Object> values, CompletableFuture<Long> done) {
        /** Without the values, which may be secret. */
        @Override
        public String toString() {
            return sql;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** The most changes in one transaction, so that the first of very many does not wait for the last. */
    private static final int MOST = 1000;

    /** Makes all changes, and returns the result for each {@link Change#done}; or makes none, and throws. */
    private final Function<List<Change>, List<Long>> transaction;

    private final BlockingQueue<Change> waiting = new LinkedBlockingQueue<>();
    private final ExecutorService writer = DaemonThreads.pool("store", 1);
    private final Commits commits = new Commits();

    /** How many changes are in the transaction of now. Set by the writer's thread. */
    private volatile int inProgress;

    GroupCommit(Function<List<Change>, List<Long>> transaction) {
        this.transaction = transaction;
    }

    /** Returns at once, see {@link Change#done}. */
    void submit(Change change) {
        waiting.add(change);
        try {
            writer.execute(this::commitWaiting);
        } catch (RejectedExecutionException e) {
            change.done().completeExceptionally(new StoreException("The store is closed", e));
        }
    }

    /**
     * Takes steps on the writer's thread until one returns false, but none while changes wait. Each change that comes meanwhile
     * waits for one step. Returns at once.
     */
    void whenIdle(BooleanSupplier step) {
        ping(() -> {
            if (waiting.isEmpty() && step.getAsBoolean()) {
                whenIdle(step);
            }
        });
    }

    /** Runs that on the writer's thread, after the changes that wait. Returns at once; does nothing after the close. */
    void ping(Runnable pong) {
        try {
            writer.execute(pong);
        } catch (RejectedExecutionException e) {
            LOG.debug("The store is closed: {}", e.getMessage());
        }
    }

    /** How the changes went. */
    Commits commits() {
        return commits;
    }

    private void commitWaiting() {
        List<Change> group = new ArrayList<>();
        waiting.drainTo(group, MOST);
        if (group.isEmpty()) {
            return;
        }
        inProgress = group.size();
        try {
            commit(group);
        } catch (Error e) {
            StoreException failure = new StoreException("The store cannot be changed: " + e, e);
            group.forEach(change -> change.done().completeExceptionally(failure));
            throw e;
        } finally {
            inProgress = 0;
        }
    }

    /** How many changes are not made yet; while a transaction begins, it may be fewer. */
    int pending() {
        return waiting.size() + inProgress;
    }

    /** If SQLite refuses one change, the others are made one by one. After any other failure, such as a full disk, all fail. */
    private void commit(List<Change> group) {
        List<Long> rows;
        long begun = System.nanoTime();
        try {
            rows = transaction.apply(group);
            commits.made(group.size(), System.nanoTime() - begun);
        } catch (RuntimeException e) {
            if (group.size() > 1 && SqliteErrors.refusesValues(e.getCause())) {
                group.forEach(change -> commit(List.of(change)));
            } else {
                commits.failed(group.size(), e.getMessage());
                group.forEach(change -> change.done().completeExceptionally(e));
            }
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done().complete(rows.get(i));
        }
    }

    /** Makes the changes that wait, and accepts no more. Takes as long as the disk needs. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            writer.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
