package chat.jim.server.cluster.node;

import java.time.Duration;

/**
 * A time by two clocks, in nanoseconds.
 *
 * @param steady by the one that only goes on, but stands still while the machine sleeps
 * @param wall by the one that goes on then, too, and that somebody may set
 */
record Moment(long steady, long wall) {
    /**
     * How long ago another one was, by the steady clock. If by the time of day it was longer ago by more than that, that counts. It
     * may be too long, when somebody sets the clock, and never too short.
     */
    long since(Moment before, Duration tolerance) {
        long passed = steady - before.steady;
        long awake = wall - before.wall;
        boolean hasSlept = awake - passed > tolerance.toNanos();
        return hasSlept ? awake : passed;
    }
}
