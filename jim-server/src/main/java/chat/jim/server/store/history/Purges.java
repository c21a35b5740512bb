package chat.jim.server.store.history;

import chat.jim.server.store.month.Month;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * In which months the index still has words of messages that are forgotten, and which of these are due. To remove the words
 * means to write the whole index of a month anew: so that waits for a day, unless an account is forgotten. Only for the thread
 * of the {@link HistoryWriter}.
 */
final class Purges {
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private final Set<Month> unpurged = new HashSet<>();

    /** When it was done last, since the start. */
    private final Map<Month, Long> done = new HashMap<>();

    /** Something was forgotten in a month. */
    void need(Month month) {
        unpurged.add(month);
    }

    /** Whether to do it now. */
    boolean isDue(Month month, boolean atOnce) {
        Long last = done.get(month);
        return unpurged.contains(month) && (atOnce || last == null || System.nanoTime() - last > DAY);
    }

    /** It is done in a month. */
    void done(Month month) {
        unpurged.remove(month);
        done.put(month, System.nanoTime());
    }
}
