package chat.jim.process;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Starts threads that do not keep the program alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Runs the task on a new platform thread, called {@code name} in logs and thread dumps, and returns the thread. */
    public static Thread start(String name, Runnable task) {
        Thread thread = named(name).newThread(task);
        thread.start();
        return thread;
    }

    /** Runs a task on a new thread, and completes {@code result} with its result or failure. */
    public static <T> void start(String name, CompletableFuture<T> result, Supplier<T> task) {
        start(name, () -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
    }

    /** That many threads. They exist from now on until the shutdown, so that a limit on threads cannot take them away. */
    public static ExecutorService pool(String name, int threads) {
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.prestartAllCoreThreads();
        return pool;
    }

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
