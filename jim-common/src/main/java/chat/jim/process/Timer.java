package chat.jim.process;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the server's regular tasks, one after the other, on one thread. A task that fails is tried again in its time. */
public final class Timer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "timer");
        thread.setDaemon(true);
        return thread;
    });

    /** Does the task every so many nanoseconds. */
    public void every(long nanos, Runnable task) {
        ScheduledFuture<?> ignored = executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("A regular task failed", e);
                    }
                },
                nanos,
                nanos,
                TimeUnit.NANOSECONDS);
    }

    /** Does the task once, after so many milliseconds, or now if the timer is closed. */
    public void after(long millis, Runnable task) {
        try {
            ScheduledFuture<?> ignored = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Does nothing more. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
