package chat.jim.server.limit;

import chat.jim.net.Network;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How often somebody may ask about the history (PROTOCOL.md, section 9): some times at once, then so often a second; more
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

    /** Counts a query of an account, by its key, and returns how many nanoseconds it has to wait. */
    public long ofAccount(Object account) {
        return count(account);
    }

    /** The same of a guest by that name. */
    public long ofGuest(InetAddress address, String name) {
        return count(address.isLoopbackAddress() ? name : Network.of(address));
    }

    private long count(Object who) {
        long now = nanos.getAsLong();
        long until = spent.merge(who, now + INTERVAL, (before, first) -> Math.max(before - now, 0) + now + INTERVAL);
        return Math.max(0, until - now - BURST * INTERVAL);
    }

    /** Forgets those who have not asked for long. Called now and then. */
    public void tick() {
        long now = nanos.getAsLong();
        spent.values().removeIf(until -> until - now <= 0);
    }
}
