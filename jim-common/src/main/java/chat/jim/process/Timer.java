package chat.jim.process;

import chat.jim.fault.FatalErrors;
import java.io.Closeable;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs regular tasks one after another on one thread, which begins with the first. A task that fails runs again at its next
 * time. A task that may wait, as for a disk, needs a timer of its own: it would hold up the others. An error ends the process:
 * the executor would keep it to itself, and never run that task again.
 */
public final class Timer implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Timer.class);

    private final ScheduledExecutorService executor;

    /** Its thread is called {@code name} in logs and thread dumps. */
    public Timer(String name) {
        executor = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named(name));
    }

    /** Runs the task again and again, with that many nanoseconds in between. */
    public void every(long nanos, Runnable task) {
        ScheduledFuture<?> ignored =
                executor.scheduleWithFixedDelay(() -> run(task), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * Has the judge judge again and again, with that many nanoseconds in between, and tells it each time whether this program
     * was late itself.
     */
    public void judgeEvery(long nanos, Judge judge) {
        Punctuality own = new Punctuality(nanos, System.nanoTime());
        every(nanos, () -> {
            boolean late = own.isLate(System.nanoTime());
            try {
                judge.judge(late);
            } finally {
                own.doneAt(System.nanoTime());
            }
        });
    }

    /** A regular task that judges for how long others were silent. */
    @FunctionalInterface
    public interface Judge {
        /** Judges. If it is {@code late}, the others may have spoken, and nobody here has listened. */
        void judge(boolean late);
    }

    /** Whether a regular task comes when it is due. All times are in nanoseconds of a clock that only goes forward. */
    static final class Punctuality {
        /** Shorter delays are usual on a busy machine, and do nobody wrong. */
        private static final long TOLERANCE = TimeUnit.SECONDS.toNanos(1);

        private final long period;
        private long due;

        Punctuality(long period, long now) {
            this.period = period;
            due = now + period;
        }

        boolean isLate(long now) {
            return now - due > TOLERANCE;
        }

        void doneAt(long now) {
            due = now + period;
        }
    }

    /** Runs the task once, after that many milliseconds, or now if the timer is closed. */
    public void after(long millis, Runnable task) {
        try {
            ScheduledFuture<?> ignored = executor.schedule(() -> run(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    /** Whether it runs no more tasks. */
    public boolean isClosed() {
        return executor.isShutdown();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            FatalErrors.check(e);
            LOG.error("A regular task failed", e);
        } catch (Error e) {
            FatalErrors.end(e);
        }
    }

    /** Runs no more tasks. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
