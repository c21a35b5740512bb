package chat.jim.process;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Starts threads that do not keep the program alive. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** Runs the task on a platform thread of its own, called {@code name} in logs and thread dumps; returns that. */
    public static Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The same for a task with a result, or a failure, that {@code result} is completed with if it is not yet. */
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
