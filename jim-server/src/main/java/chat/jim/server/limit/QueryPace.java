package chat.jim.server.limit;

import chat.jim.net.Network;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often somebody may ask about the history (PROTOCOL.md, section 12): some times at once, then so often a second; more
 * waits its turn. All connections of one account share that, and so do all guests of one address. On this machine guests are
 * told apart by their names. From any thread.
 */
public final class QueryPace {
    private static final int BURST = 10;
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanos;

    /** When the queries that were let in would be over at the pace, for each who has asked lately. */
    private final Map<Object, Long> spent = new ConcurrentHashMap<>();

    /** Takes the time from {@code nanos}, a clock that only goes forward. */
    public QueryPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Those with whom a guest by that name shares the pace. */
    public static Object guest(InetAddress address, String name) {
        return address.isLoopbackAddress() ? name : Network.of(address);
    }

    /**
     * Counts a query, and returns how many nanoseconds it has to wait.
     *
     * @param who the key of an account, or {@link #guest}
     */
    public long count(Object who) {
        long now = nanos.getAsLong();
        long until = spent.merge(who, now + INTERVAL, (before, first) -> Math.max(before - now, 0) + now + INTERVAL);
        return Math.max(0, until - now - BURST * INTERVAL);
    }

    /** Whoever has waited is gone: that query does not count. */
    public void giveBack(Object who) {
        spent.computeIfPresent(who, (key, until) -> until - INTERVAL);
    }

    /** Forgets those who have not asked for long. Called now and then. */
    public void tick() {
        long now = nanos.getAsLong();
        spent.values().removeIf(until -> until - now <= 0);
    }
}
