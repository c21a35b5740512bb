package chat.jim.server.accept;

import chat.jim.net.Network;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Limits how many new connections a network address may make in a second, after a burst; this machine may make any
 * number. All methods may be called from any thread; none waits.
 */
final class ConnectionRate {
    /** A burst is what may come in so many seconds. */
    private static final int BURST_SECONDS = 10;

    /** The most addresses to remember, so that many addresses do not fill the memory. */
    private static final int REMEMBERED = 10_000;

    private final IntSupplier perSecond;

    private final LongSupplier nanos;

    /**
     * When each network will have paid for its connections, if it makes no more; the one that connected the longest
     * time ago is first. Guarded by this.
     */
    private final Map<InetAddress, Long> paid = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Allows so many {@code perSecond}, by {@code nanos}, a clock that only goes forward. */
    ConnectionRate(IntSupplier perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
    }

    /** Counts a new connection from that address. False if there are too many; then it does not count. */
    boolean allows(InetAddress from) {
        long cost = TimeUnit.SECONDS.toNanos(1) / perSecond.getAsInt(); // 0 if there is no limit
        return cost == 0 || from.isLoopbackAddress() || count(Network.of(from), cost);
    }

    private synchronized boolean count(InetAddress network, long cost) {
        long now = nanos.getAsLong();
        long owed = Math.max(0, paid.getOrDefault(network, now) - now);
        if (owed + cost > TimeUnit.SECONDS.toNanos(BURST_SECONDS)) {
            return false;
        }
        paid.put(network, now + owed + cost);
        return true;
    }
}
