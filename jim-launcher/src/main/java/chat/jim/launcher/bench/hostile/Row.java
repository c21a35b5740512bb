package chat.jim.launcher.bench.hostile;

import java.time.Duration;
import java.util.Locale;

/**
 * What was measured under one misuse by so many hostile peers.
 *
 * @param times of the bystander's messages
 * @param answered how many requests the hostile peers got answered
 * @param crowd how many others were there
 */
public record Row(Misuse misuse, int peers, Bystander.Times times, long answered, int crowd) {
    private static final double MILLI = 1e6;

    /** Whether 99 of 100 messages took at most that long. */
    public boolean isWithin(Duration bound) {
        return p99() <= bound.toNanos();
    }

    /** A line of the table. */
    String text() {
        return String.format(
                Locale.ROOT,
                "%-11s %6d %9s %9s %9s %11d %10d",
                misuse.label(),
                peers,
                millis(p50()),
                millis(p99()),
                millis(max()),
                times.unanswered(),
                answered);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%,.2f", nanos / MILLI);
    }

    long p50() {
        return times.latencies().within(0.5);
    }

    long p99() {
        return times.latencies().within(0.99);
    }

    long max() {
        return times.latencies().max();
    }
}
