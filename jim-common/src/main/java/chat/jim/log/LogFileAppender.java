package chat.jim.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes the log into files, begins a new one by time and size, compresses and removes the old ones, and says how many lines
 * a full disk has swallowed. Logback's own appenders lose those without a word, count old files that they are about to
 * compress as nothing, and cannot open a file anew.
 */
public final class LogFileAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String NAME = LogFileAppender.class.getName();
    private static final StackTraceElement CALLER = new StackTraceElement(NAME, "append", "LogFileAppender.java", 0);

    private final ReentrantLock lock = new ReentrantLock();
    private final LostLines lost = new LostLines(LogFiles::tellFailure);

    private String folder = "logs";
    private String stem = "";
    private String roll = "yyyy-MM-dd";
    private int keep = 30;
    private long one = Long.MAX_VALUE;
    private long old = Long.MAX_VALUE;
    private String loss = "Lines that were lost, since they could not be written: {}";
    private boolean dated;
    private boolean secret;
    private boolean rolls = true;
    private @Nullable Encoder<ILoggingEvent> encoder;

    /** Null before the start. Guarded by the lock. */
    private @Nullable LogFile file;

    /** For Logback. */
    public LogFileAppender() {}

    /** The folder of the files. */
    public void setFolder(String folder) {
        this.folder = folder;
    }

    /** How the names of the files begin. */
    public void setStem(String stem) {
        this.stem = stem;
    }

    /** The pattern of dates that says when there is a new file. */
    public void setRoll(String roll) {
        this.roll = roll;
    }

    /** For how many such periods old files stay. */
    public void setKeep(int keep) {
        this.keep = keep;
    }

    /** The most bytes of one file. */
    public void setOne(FileSize one) {
        this.one = one.getSize();
    }

    /** The most bytes of all old files together. */
    public void setOld(FileSize old) {
        this.old = old.getSize();
    }

    /** The message that says how many lines were lost. */
    public void setLoss(String loss) {
        this.loss = loss;
    }

    /** Whether each file has its date in its name from the beginning; such ones are not compressed. */
    public void setDated(boolean dated) {
        this.dated = dated;
    }

    /** Whether nobody but its owner may read the file. */
    public void setSecret(boolean secret) {
        this.secret = secret;
    }

    /** Whether it begins new files, and cares for the old ones; or else only adds to a file that another program has. */
    public void setRolls(boolean rolls) {
        this.rolls = rolls;
    }

    /** What makes lines of events. */
    public void setEncoder(Encoder<ILoggingEvent> encoder) {
        this.encoder = encoder;
    }

    @Override
    public void start() {
        Path place = Path.of(folder);
        LogFile.Plan plan = new LogFile.Plan(place, stem, roll, keep, one, old, dated, secret, rolls);
        lock.lock();
        try {
            Files.createDirectories(place);
            file = new LogFile(plan, lost, LogFiles::tellFailure);
            super.start();
        } catch (IOException e) {
            addError("There is no folder for the log", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        lock.lock();
        try {
            write(event);
            long count = lost.toTell();
            if (count > 0) {
                write(loss(count));
                lost.told(count);
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(ILoggingEvent event) {
        if (file != null && encoder != null) {
            file.write(encoder.encode(event), Instant.ofEpochMilli(event.getTimeStamp()));
        }
    }

    private LoggingEvent loss(long count) {
        LoggingEvent event = new LoggingEvent(
                NAME, ((LoggerContext) getContext()).getLogger(NAME), Level.WARN, loss, null, new Object[] {count});
        event.setCallerData(new StackTraceElement[] {CALLER});
        return event;
    }

    /** Goes on in the file that has the name now. From any thread. */
    void reopen() {
        lock.lock();
        try {
            if (file != null) {
                file.reopen();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        super.stop();
        lock.lock();
        try {
            if (file != null) {
                file.close();
                file = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
