package chat.jim.server.cluster.nats;

import chat.jim.fault.FatalErrors;
import java.io.Closeable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * The threads of all connections to the engine, one after another. They do not keep the program alive. Threads of jnats' own
 * would, and some of them would stay after each lost connection.
 */
final class EngineThreads implements Closeable {
    private final ExecutorService pool = Executors.newCachedThreadPool(named("engine"));
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(named("engine-timer"));

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
    }
}
