package chat.jim.process;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Starts threads that do not keep the program alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Runs the task on a new platform thread, called {@code name} in logs and thread dumps, and returns the thread. */
    public static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Runs a task on a new thread, and completes {@code result} with its result or failure. */
    public static <T> void start(String name, CompletableFuture<T> result, Supplier<T> task) {
        start(name, () -> {
            try {
                result.complete(task.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
    }
}
