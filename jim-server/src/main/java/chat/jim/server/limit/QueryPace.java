package chat.jim.server.limit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * How often somebody may ask about the history, or about rooms and people (PROTOCOL.md, sections 12 and 13): some times at
 * once, then so often a second; more waits its turn. All connections of one account share that, and so do all guests of one
 * address. From any thread.
 */
public final class QueryPace {
    private static final int BURST = 10;
    private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier nanos;

    /** When the queries that were let in would be over at the pace, for each who has asked lately. */
    private final Map<String, Long> spent = new ConcurrentHashMap<>();

    /** Takes the time from {@code nanos}, a clock that only goes forward. */
    public QueryPace(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * Lets somebody wait who asks too often. Ends at once when that one is gone.
     *
     * @param who an account, or all guests who share the pace
     */
    public void await(String who, BooleanSupplier isThere) {
        long wait = count(who);
        long end = System.nanoTime() + wait;
        long left = wait;
        while (left > 0 && isThere.getAsBoolean()) {
            LockSupport.parkNanos(Math.min(left, LONGEST_PARK));
            left = end - System.nanoTime();
        }
        if (left > 0) {
            giveBack(who);
        }
    }

    /**
     * Counts a request, and returns how many nanoseconds it has to wait.
     */
    long count(String who) {
        long now = nanos.getAsLong();
        long until = spent.merge(who, now + INTERVAL, (before, first) -> Math.max(before - now, 0) + now + INTERVAL);
        return Math.max(0, until - now - BURST * INTERVAL);
    }

    /** Whoever has waited is gone: that query does not count. */
    void giveBack(String who) {
        spent.computeIfPresent(who, (key, until) -> until - INTERVAL);
    }

    /** Forgets those who have not asked for long. Called now and then. */
    public void tick() {
        long now = nanos.getAsLong();
        spent.values().removeIf(until -> until - now <= 0);
    }
}
