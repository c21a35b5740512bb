package chat.jim.server.store.jetstream;

import chat.jim.process.DaemonThreads;
import chat.jim.server.measure.Commits;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes changes one after the other, in the order of the calls, on a thread of its own. When the engine fails one of them, so
 * it does all that wait by then, and by the time that these have failed: each would wait for it as long, and what comes later
 * must not overtake what is tried again. From any thread.
 */
final class Changes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Changes.class);

    private final ExecutorService writer = DaemonThreads.pool("store", 1);
    private final Commits commits;
    private final AtomicLong submitted = new AtomicLong();
    private final AtomicInteger pending = new AtomicInteger();

    /** Why all changes up to that number fail. Only for the writer. */
    private @Nullable Failure failure;

    private record Failure(long last, StoreException reason) {}

    /** Counts there those that are not even tried. */
    Changes(Commits commits) {
        this.commits = commits;
    }

    /** Makes a change later. The future fails with a {@link StoreException}. */
    <T> CompletableFuture<T> submit(Supplier<T> change) {
        CompletableFuture<T> done = new CompletableFuture<>();
        long number = submitted.incrementAndGet();
        pending.incrementAndGet();
        try {
            writer.execute(() -> make(change, number, done));
        } catch (RejectedExecutionException e) {
            pending.decrementAndGet();
            done.completeExceptionally(new StoreException("The store is closed", e));
        }
        return done;
    }

    /** The same for what nobody waits for; a failure is logged. */
    void submit(String what, Runnable change) {
        CompletableFuture<?> unused = submit(() -> {
                    change.run();
                    return 0L;
                })
                .exceptionally(reason -> {
                    LOG.debug("{} cannot be noted: {}", what, reason.getMessage());
                    return 0L;
                });
    }

    private <T> void make(Supplier<T> change, long number, CompletableFuture<T> done) {
        T result;
        try {
            if (failure != null && number <= failure.last()) {
                commits.failed(1, failure.reason().getMessage());
                throw new StoreException(
                        Reason.SILENT, String.valueOf(failure.reason().getMessage()), failure.reason());
            }
            result = change.get();
        } catch (StoreException e) {
            fail(done, e);
            if (e.reason() == Reason.SILENT || e.reason() == Reason.UNKNOWN) {
                Failure before = failure;
                StoreException reason = before != null && number <= before.last() ? before.reason() : e;
                // only now: who was told may have waited for one who submits
                failure = new Failure(submitted.get(), reason);
            }
            return;
        } catch (RuntimeException e) {
            fail(done, new StoreException("The store cannot be changed: " + e, e));
            return;
        } catch (Error e) {
            fail(done, new StoreException("The store cannot be changed: " + e, e));
            throw e;
        }
        pending.decrementAndGet();
        done.complete(result);
    }

    private void fail(CompletableFuture<?> done, StoreException reason) {
        pending.decrementAndGet();
        done.completeExceptionally(reason);
    }

    /** Runs that on the writer's thread, after the changes that wait. Returns at once; does nothing after the close. */
    void ping(Runnable pong) {
        try {
            writer.execute(pong);
        } catch (RejectedExecutionException e) {
            LOG.debug("The store is closed: {}", e.getMessage());
        }
    }

    /** How many changes are not made yet. */
    int pending() {
        return pending.get();
    }

    /** Makes the changes that wait, and accepts no more. */
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
