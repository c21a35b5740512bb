package chat.jim.server.cluster.nats;

import chat.jim.fault.FatalErrors;
import java.io.Closeable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The threads of all connections to the engine, one after another. They do not keep the program alive. Threads of jnats' own
 * would, and some of them would stay after each lost connection.
 */
final class EngineThreads implements Closeable {
    private static final long PATIENCE_SECONDS = 1;

    private final ExecutorService pool = Executors.newCachedThreadPool(named("engine"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("engine-timer"));

    /** One thread, so that what happens is told in its order. Nothing there may wait. */
    private final ExecutorService callbacks = Executors.newSingleThreadExecutor(named("engine-callbacks"));

    ExecutorService callbacks() {
        return callbacks;
    }

    /** Waits until all has been told that has happened so far. */
    void awaitTold() throws InterruptedException {
        try {
            callbacks.submit(() -> {}).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            return; // closed meanwhile, or the machine is very slow
        }
    }

    ExecutorService pool() {
        return pool;
    }

    /** Runs a task, or none any more if they are closed. */
    void run(Runnable task) {
        try {
            pool.execute(() -> FatalErrors.guard(task));
        } catch (RejectedExecutionException e) {
            return; // all connections end anyway
        }
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
        callbacks.shutdownNow();
    }
}
