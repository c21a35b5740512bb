package chat.jim.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.rolling.helper.PeriodicityType;
import ch.qos.logback.core.rolling.helper.RollingCalendar;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The settings of the log that a user may give as system properties. Logback alone would run without a log if one is wrong. */
public final class LogSettings {
    private static final String ROLL = "jim.logs.roll";
    private static final String KEEP = "jim.logs.keep";
    private static final String LEVEL = "jim.logs.level";

    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_.'-]+");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

    private LogSettings() {}

    /** The first of the properties that is wrong; null if none is. */
    public static @Nullable String wrong() {
        if (!isPeriod(System.getProperty(ROLL, "yyyy-MM-dd"))) {
            return ROLL;
        }
        if (!NUMBER.matcher(System.getProperty(KEEP, "30")).matches()) {
            return KEEP;
        }
        return Level.toLevel(System.getProperty(LEVEL, "INFO"), null) == null ? LEVEL : null;
    }

    /** Whether it is a pattern of dates that begins a new file each month or oftener. */
    private static boolean isPeriod(String pattern) {
        if (!FILE_NAME.matcher(pattern).matches()) {
            return false;
        }
        try {
            String date =
                    DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(ZonedDateTime.now(ZoneId.systemDefault()));
            RollingCalendar calendar = new RollingCalendar(pattern);
            return FILE_NAME.matcher(date).matches()
                    && calendar.getPeriodicityType() != PeriodicityType.ERRONEOUS
                    && calendar.isCollisionFree();
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}
