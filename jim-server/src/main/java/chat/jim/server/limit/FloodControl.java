package chat.jim.server.limit;

import chat.jim.server.config.ServerConfig;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Detects when a peer has sent too much, so that the server stops reading from it for a moment (PROTOCOL.md, section
 * 9). It is cheap, since it reads the clock only when the burst is used up. As a result, a peer that was quiet before
 * may send up to twice the burst. Only for the thread that reads from the peer.
 */
public final class FloodControl {
    /** The shortest pause: pausing after each request would cost more than the requests do. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final LongSupplier nanos;

    /** The time of one request at the rate, and the time of a whole burst. */
    private final long interval;

    private final long burst;

    /** The time when the requests so far would end at the rate, and the latest time allowed for it. */
    private long spent;

    private long most;

    /** The value of {@link #spent} at the last read. */
    private long spentBefore;

    /** Takes the time from {@code nanos}, a clock that only goes forward. */
    public FloodControl(ServerConfig.Flood flood, LongSupplier nanos) {
        this.nanos = nanos;
        interval = TimeUnit.SECONDS.toNanos(1) / flood.rate();
        burst = interval * flood.burst();
        spent = nanos.getAsLong();
        most = spent + burst;
        spentBefore = spent - 1;
    }

    /** The peer has sent an object, good or bad. */
    public void count() {
        spent += interval;
    }

    /** The server is about to read more. If the last read completed no object, it counts as one. */
    public void read() {
        if (spent == spentBefore) {
            count();
        }
        spentBefore = spent;
    }

    /** Whether the peer has sent too much. */
    public boolean isOver() {
        return spent - most > 0 && excess() > 0;
    }

    private long excess() {
        long now = nanos.getAsLong();
        spent = Math.max(spent - now, 0) + now;
        most = now + burst;
        return spent - most;
    }

    /** How many nanoseconds to wait before you ask {@link #isOver} again. */
    public long pause() {
        return Math.min(excess() + PAUSE, 2 * PAUSE);
    }
}
