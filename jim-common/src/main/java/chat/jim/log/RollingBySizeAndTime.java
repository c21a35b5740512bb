package chat.jim.log;

import ch.qos.logback.core.rolling.SizeAndTimeBasedFileNamingAndTriggeringPolicy;
import ch.qos.logback.core.rolling.helper.ArchiveRemover;
import ch.qos.logback.core.rolling.helper.FileNamePattern;
import ch.qos.logback.core.rolling.helper.RollingCalendar;
import ch.qos.logback.core.rolling.helper.SizeAndTimeBasedArchiveRemover;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Names and begins log files by size and time as Logback does, but goes on only when the old ones are removed. Logback
 * goes on at once, and all its removals share one calendar: two at the same time mistake the days, and remove files that
 * have to stay.
 *
 * @param <E> what is logged
 */
public final class RollingBySizeAndTime<E> extends SizeAndTimeBasedFileNamingAndTriggeringPolicy<E> {
    /** For Logback. */
    public RollingBySizeAndTime() {}

    @Override
    protected ArchiveRemover createArchiveRemover() {
        return new Remover(new FileNamePattern(enclosingTBRP.getFileNamePattern(), getContext()), rc);
    }

    private static final class Remover extends SizeAndTimeBasedArchiveRemover {
        Remover(FileNamePattern pattern, RollingCalendar calendar) {
            super(pattern, calendar);
        }

        @Override
        public Future<?> cleanAsynchronously(Instant now) {
            Future<?> removal = super.cleanAsynchronously(now);
            await(removal);
            return removal;
        }

        /** Waits also when the thread is interrupted, as it is when the log is closed. */
        private void await(Future<?> removal) {
            boolean interrupted = false;
            while (!removal.isDone()) {
                try {
                    removal.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    addWarn("Old log files could not be removed", e);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
