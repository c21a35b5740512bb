package chat.jim.launcher.bench;

import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param seconds how long the measuring took
 * @param messages how many were delivered in that time
 * @param latencies of those that were sent in that time
 * @param serverCpuNanos the server's processor time in that time; null if unknown
 * @param refusal the first refusal, if there was one
 */
public record Result(
        Plan plan,
        double seconds,
        long messages,
        Latencies latencies,
        Losses losses,
        @Nullable Long serverCpuNanos,
        @Nullable String refusal) {
    /** Messages per second. */
    public long perSecond() {
        return Math.round(messages / seconds);
    }

    /** The server's processor time for each message in microseconds; null if unknown. */
    public @Nullable Double serverCpuMicros() {
        return serverCpuNanos == null || messages == 0 ? null : serverCpuNanos / 1e3 / messages;
    }
}
