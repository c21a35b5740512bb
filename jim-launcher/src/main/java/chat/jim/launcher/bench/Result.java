package chat.jim.launcher.bench;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was measured.
 *
 * @param seconds how long the measurement took
 * @param messages messages delivered in that time
 * @param latencies of the messages sent in that time
 * @param serverCpu the server's processor time in that time; null if unknown
 * @param heldBack whether the server's flood control held the senders back
 * @param refusal the first refusal, if there was one
 */
public record Result(
        Plan plan,
        double seconds,
        long messages,
        Latencies latencies,
        Losses losses,
        @Nullable Duration serverCpu,
        boolean heldBack,
        @Nullable String refusal) {
    long perSecond() {
        return Math.round(messages / seconds);
    }

    /** The server's processor time for each message in microseconds; null if unknown. */
    @Nullable
    Double serverCpuMicros() {
        return serverCpu == null || messages == 0 ? null : serverCpu.toNanos() / 1e3 / messages;
    }

    /**
     * What went wrong, in the whole run.
     *
     * @param lost messages that never arrived
     * @param doubled messages that arrived again
     * @param outOfOrder messages that arrived after a later one of the same sender
     * @param changed messages that differ from what was sent, or reached somebody else
     * @param refused requests answered with an error
     * @param unanswered requests without an answer
     */
    public record Losses(long lost, long doubled, long outOfOrder, long changed, long refused, long unanswered) {
        /** Whether nothing went wrong. */
        public boolean isNone() {
            return equals(new Losses(0, 0, 0, 0, 0, 0));
        }

        Losses plus(Losses more) {
            return new Losses(
                    lost + more.lost,
                    doubled + more.doubled,
                    outOfOrder + more.outOfOrder,
                    changed + more.changed,
                    refused + more.refused,
                    unanswered + more.unanswered);
        }
    }

    /** The time that is measured, on a clock of its own that starts at 0. May be used from any thread. */
    static final class Interval {
        private final long origin = System.nanoTime();
        private volatile long begin = Long.MAX_VALUE;
        private volatile long end = Long.MAX_VALUE;

        /** Nanoseconds since this clock was made. */
        long now() {
            return System.nanoTime() - origin;
        }

        void begin() {
            begin = now();
        }

        void end() {
            end = now();
        }

        boolean contains(long time) {
            return time >= begin && time < end;
        }

        /** The length of the interval in seconds, once it has ended. */
        double seconds() {
            return (end - begin) / 1e9;
        }
    }
}
