package chat.jim.log;

import ch.qos.logback.core.rolling.SizeAndTimeBasedFileNamingAndTriggeringPolicy;
import ch.qos.logback.core.rolling.helper.ArchiveRemover;
import ch.qos.logback.core.rolling.helper.FileNamePattern;
import ch.qos.logback.core.rolling.helper.RollingCalendar;
import ch.qos.logback.core.rolling.helper.SizeAndTimeBasedArchiveRemover;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/**
 * Names and begins log files by size and time as Logback does, but removes the old ones before it goes on. Logback
 * removes them on other threads, which share one calendar: two at once mistake the days, and remove files that have to
 * stay.
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
            clean(now);
            return CompletableFuture.completedFuture(null);
        }
    }
}
