package chat.jim.server.store.sqlite;

import chat.jim.server.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes in the order in which they come, all that wait in one transaction, so that they share one flush to the disk.
 * That is done on a platform thread of its own, since it holds up its processor; the thread ends when there is nothing to do.
 * May be used from any thread.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int IDLE_SECONDS = 10;
    private static final int CLOSE_MILLIS = 1400;

    /** Changes in one transaction: so that the first of very many is not kept waiting for the last. */
    private static final int MOST = 1000;

    /** Makes all of the changes, and returns what each is {@link WriteRequest#done} with; or makes none, and throws. */
    private final Function<List<WriteRequest>, List<Long>> transaction;

    private final BlockingQueue<WriteRequest> waiting = new LinkedBlockingQueue<>();
    private final ThreadPoolExecutor writer =
            new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                Thread thread = new Thread(task, "store");
                thread.setDaemon(true);
                return thread;
            });

    GroupCommit(Function<List<WriteRequest>, List<Long>> transaction) {
        this.transaction = transaction;
        writer.allowCoreThreadTimeOut(true);
    }

    /** Returns at once: see {@link WriteRequest#done}. */
    void submit(WriteRequest request) {
        waiting.add(request);
        try {
            writer.execute(this::commitWaiting);
        } catch (RejectedExecutionException e) {
            request.done().completeExceptionally(new StoreException("The store is closed", e));
        }
    }

    private void commitWaiting() {
        List<WriteRequest> group = new ArrayList<>();
        waiting.drainTo(group, MOST);
        if (group.isEmpty()) {
            return;
        }
        try {
            commit(group);
        } catch (Error e) {
            StoreException failure = new StoreException("The store cannot be changed: " + e, e);
            group.forEach(request -> request.done().completeExceptionally(failure));
            throw e;
        }
    }

    /** One that is refused does not keep the others from it; where the disk is full, none of them waits for that again. */
    private void commit(List<WriteRequest> group) {
        List<Long> rows;
        try {
            rows = transaction.apply(group);
        } catch (RuntimeException e) {
            if (group.size() > 1 && SqliteErrors.refusesValues(e.getCause())) {
                group.forEach(request -> commit(List.of(request)));
            } else {
                group.forEach(request -> request.done().completeExceptionally(e));
            }
            return;
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).done().complete(rows.get(i));
        }
    }

    /** Makes what waits, and nothing more. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.error("{} changes could not be written before the end", waiting.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
