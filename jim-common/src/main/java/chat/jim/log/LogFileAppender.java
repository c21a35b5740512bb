package chat.jim.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.util.FileUtil;
import java.io.File;

/**
 * Writes the log into files, and says how many lines a full disk has swallowed. Logback's own appender loses them without
 * a word.
 */
public final class LogFileAppender extends RollingFileAppender<ILoggingEvent> {
    private static final String NAME = LogFileAppender.class.getName();
    private static final StackTraceElement CALLER = new StackTraceElement(NAME, "append", "LogFileAppender.java", 0);

    private final LostLines lost = new LostLines(LogFiles::tellFailure);

    private boolean secret;

    /** For Logback. */
    public LogFileAppender() {}

    /** Whether nobody but its owner may read the file. For Logback. */
    public void setSecret(boolean secret) {
        this.secret = secret;
    }

    @Override
    public void openFile(String name) {
        File file = new File(name);
        FileUtil.createMissingParentDirectories(file);
        setOutputStream(new LogStream(file, secret, lost));
    }

    @Override
    protected void subAppend(ILoggingEvent event) {
        streamWriteLock.lock();
        try {
            super.subAppend(event);
            long count = lost.toTell();
            if (count > 0) {
                super.subAppend(loss(count));
                lost.told(count);
            }
        } finally {
            streamWriteLock.unlock();
        }
    }

    private LoggingEvent loss(long count) {
        LoggingEvent loss = new LoggingEvent(
                NAME,
                ((LoggerContext) getContext()).getLogger(NAME),
                Level.WARN,
                "Lines that were lost, since they could not be written: {}",
                null,
                new Object[] {count});
        loss.setCallerData(new StackTraceElement[] {CALLER});
        return loss;
    }
}
