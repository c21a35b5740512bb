package chat.jim.server.room;

import java.util.ArrayList;
import java.util.List;

/** How a length of time is written for people: {@code 2h}, or {@code 1d 2h}, as a client lets them type it. */
public final class TimeSpan {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;
    private static final int DAY = 24 * HOUR;

    /** So many units are precise enough. */
    private static final int UNITS = 2;

    private TimeSpan() {}

    /** So many seconds in its two greatest units. */
    public static String words(long seconds) {
        long[] lengths = {DAY, HOUR, MINUTE, 1};
        String[] units = {"d", "h", "m", "s"};
        List<String> words = new ArrayList<>();
        long left = seconds;
        int first = lengths.length;
        for (int i = 0; i < lengths.length && i < first + UNITS; i++) {
            if (left >= lengths[i]) {
                words.add(left / lengths[i] + units[i]);
                left %= lengths[i];
                first = Math.min(first, i);
            }
        }
        return words.isEmpty() ? "0s" : String.join(" ", words);
    }
}
