package chat.jim.server.store.month;

import chat.jim.server.store.HistoryStore.Range;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A month in UTC: all messages with an id in it are in one file. */
public record Month(YearMonth month) implements Comparable<Month> {
    private static final Pattern FILE = Pattern.compile("([0-9]{4}-[0-9]{2})\\.db");

    /** The month of a message. */
    public static Month of(long id) {
        Instant time = Instant.ofEpochSecond(TimeUnit.MICROSECONDS.toSeconds(id));
        return new Month(YearMonth.from(time.atOffset(ZoneOffset.UTC)));
    }

    /** The month whose file has that name; null if it is no such name. */
    public static @Nullable Month ofFile(String name) {
        Matcher matcher = FILE.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        int number = Integer.parseInt(name.substring(5, 7));
        return number < 1 || number > 12 ? null : new Month(YearMonth.parse(matcher.group(1)));
    }

    /** The name of its file. */
    public String file() {
        return month + ".db";
    }

    /** Whether messages in that range can be in it. */
    public boolean overlaps(Range range) {
        return start(month) < range.before() && start(month.plusMonths(1)) > range.after();
    }

    private static long start(YearMonth month) {
        return TimeUnit.SECONDS.toMicros(month.atDay(1).atStartOfDay().toEpochSecond(ZoneOffset.UTC));
    }

    @Override
    public int compareTo(Month other) {
        return month.compareTo(other.month);
    }

    @Override
    public String toString() {
        return month.toString();
    }
}
