package chat.jim.server.session;

import chat.jim.server.config.Quotas;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when a peer is to be read no further for a moment, having sent too much (PROTOCOL.md, section 9). It costs next to
 * nothing: the clock is only looked at when the burst is used up, so who was quiet before may send up to twice the burst.
 * Only for the thread that reads from the peer.
 */
final class FloodControl {
    /** The least pause, if there is to be one: one request a pause would cost more than all of them together. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final LongSupplier nanos;

    /** The time that each request takes at the rate, and all of a burst. */
    private final long interval;

    private final long burst;

    /** When the requests so far would all have come at the rate, and how late that may be. */
    private long spent;

    private long most;

    /** As at the last read. */
    private long spentBefore;

    /** Tells the time by {@code nanos}, a clock that only goes forward. */
    FloodControl(Quotas.Flood flood, LongSupplier nanos) {
        this.nanos = nanos;
        interval = TimeUnit.SECONDS.toNanos(1) / flood.rate();
        burst = interval * flood.burst();
        spent = nanos.getAsLong();
        most = spent + burst;
        spentBefore = spent - 1;
    }

    /** The peer has sent an object, good or bad. */
    void count() {
        spent += interval;
    }

    /** More is about to be read. If the last read has brought no whole object, it counts like one. */
    void read() {
        if (spent == spentBefore) {
            count();
        }
        spentBefore = spent;
    }

    /** Whether the peer has sent too much. */
    boolean isOver() {
        return spent - most > 0 && excess() > 0;
    }

    private long excess() {
        long now = nanos.getAsLong();
        spent = Math.max(spent - now, 0) + now;
        most = now + burst;
        return spent - most;
    }

    /** How many nanoseconds to read nothing, before it is asked again whether it {@link #isOver}. */
    long pause() {
        return Math.min(excess() + PAUSE, 2 * PAUSE);
    }
}
