package chat.jim.server.session;

import chat.jim.server.config.ServerConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells when a peer has sent too much, so that it is read no further for a moment (PROTOCOL.md, section 9). It costs next to
 * nothing: it reads the clock only when the burst is used up, so a peer that was quiet before may send up to twice the
 * burst. Only for the thread that reads from the peer.
 */
final class FloodControl {
    /** The shortest pause: pausing after each request would cost more than the requests do. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final LongSupplier nanos;

    /** The time that one request takes at the rate, and that of a whole burst. */
    private final long interval;

    private final long burst;

    /** When the requests so far would end at the rate, and how late that may be. */
    private long spent;

    private long most;

    /** What {@link #spent} was at the last read. */
    private long spentBefore;

    /** Tells the time by {@code nanos}, a clock that only goes forward. */
    FloodControl(ServerConfig.Flood flood, LongSupplier nanos) {
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

    /** More is about to be read. A last read that brought no whole object counts as one. */
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
