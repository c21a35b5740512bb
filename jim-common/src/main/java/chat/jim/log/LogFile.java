package chat.jim.log;

import ch.qos.logback.core.rolling.helper.RollingCalendar;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * A log file that makes place for a new one when its period is over, or before it would become too large. For one thread at
 * a time.
 */
final class LogFile implements Closeable {
    private final Plan plan;
    private final RollingCalendar calendar;
    private final DateTimeFormatter format;
    private final Archives archives;
    private final LostLines lost;
    private final Consumer<IOException> teller;

    private LogStream stream;
    private long size;
    private String period = "";
    private Instant end = Instant.MIN;

    /**
     * What the configuration says of a log.
     *
     * @param stem how the names of its files begin
     * @param roll a pattern of dates: there is a new file whenever the date looks another way by it
     * @param keep for how many such periods old files stay
     * @param one the most bytes of a file
     * @param old the most bytes of all old files together
     * @param dated whether the file has its date in its name from the beginning, and is never renamed, as when several
     *     programs write to it
     * @param secret whether nobody but its owner may read the files
     * @param rolls whether there are new files at all, or another program cares for that
     */
    record Plan(
            Path folder,
            String stem,
            String roll,
            int keep,
            long one,
            long old,
            boolean dated,
            boolean secret,
            boolean rolls) {}

    /** @param teller is told if the file cannot be renamed; then the log goes on in it */
    LogFile(Plan plan, LostLines lost, Consumer<IOException> teller) {
        this.plan = plan;
        this.lost = lost;
        this.teller = teller;
        calendar = new RollingCalendar(plan.roll());
        format = DateTimeFormatter.ofPattern(plan.roll(), Locale.ROOT).withZone(ZoneId.systemDefault());
        archives = new Archives(plan);
        Instant now = Instant.now();
        begin(plan.dated() ? now : lastWrite(now));
        stream = open();
        tidy(now);
    }

    /** Writes a line of that time. */
    void write(byte[] line, Instant time) {
        boolean isOver = !time.isBefore(end) || (size > 0 && size + line.length > plan.one());
        if (!plan.rolls()) {
            reopen(); // the other program may have begun a new one
        } else if (isOver) {
            roll(time);
        }
        stream.write(line, 0, line.length);
        size += line.length;
    }

    /** Goes on in the file that has the name now: another program may have renamed the one before. */
    void reopen() {
        shut();
        if (!plan.dated()) {
            begin(lastWrite(Instant.now()));
        }
        stream = open();
    }

    private void roll(Instant time) {
        shut();
        boolean isAside = plan.dated() || moveAside();
        begin(time);
        stream = open();
        if (!isAside) {
            size = 0; // the next try is after as many bytes again
        }
        tidy(time);
    }

    private boolean moveAside() {
        try {
            archives.add(path(), period);
        } catch (NoSuchFileException e) {
            return true; // somebody else has moved it
        } catch (IOException e) {
            teller.accept(e);
            return false;
        }
        return true;
    }

    private void begin(Instant time) {
        period = format.format(time);
        end = calendar.getNextTriggeringDate(time);
    }

    private Instant lastWrite(Instant now) {
        try {
            Instant last = Files.getLastModifiedTime(path()).toInstant();
            return last.isAfter(now) || Files.size(path()) == 0 ? now : last;
        } catch (IOException e) {
            return now;
        }
    }

    private LogStream open() {
        Path path = path();
        size = path.toFile().length();
        return new LogStream(path.toFile(), plan.secret(), lost);
    }

    private Path path() {
        return plan.folder().resolve(plan.stem() + (plan.dated() ? "." + period : "") + ".log");
    }

    private void tidy(Instant now) {
        if (plan.rolls()) {
            archives.tidy(calendar.getEndOfNextNthPeriod(now, -plan.keep()));
        }
    }

    private void shut() {
        try {
            stream.close();
        } catch (IOException e) {
            lost.failed(e);
        }
    }

    @Override
    public void close() {
        shut();
        archives.close();
    }
}
