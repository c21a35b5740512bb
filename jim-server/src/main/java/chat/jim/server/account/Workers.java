package chat.jim.server.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Does work that keeps a processor busy, on a limited number of platform threads of its own. On the virtual thread of a
 * connection such work would delay other connections. The threads end when there is nothing to do. May be used from any
 * thread.
 */
final class Workers {
    private static final int IDLE_SECONDS = 10;

    private final Executor threads;

    Workers(String name, int count) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        threads = pool;
    }

    /** Waits until the work is done, and returns its result, or throws its exception. */
    <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
