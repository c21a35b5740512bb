package chat.jim.process;

import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the server's regular tasks one after another on one thread. A task that fails runs again at its next time. */
public final class Timer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("timer"));

    /** Runs the task again and again, with that many nanoseconds in between. */
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

    /** Runs the task once, after that many milliseconds, or now if the timer is closed. */
    public void after(long millis, Runnable task) {
        try {
            ScheduledFuture<?> ignored = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Runs no more tasks. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
