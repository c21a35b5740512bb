package chat.jim.wire;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the memory that all connections of a server hold together, against one limit: buffers with bytes that are not
 * read or not written yet, and messages that are not confirmed. It refuses nothing. Whoever counts more than the limit
 * makes the server drop the slowest peers, and says by {@link #patience} how slow a peer may be. All methods may be called
 * from any thread; none waits.
 */
public final class MemoryBudget {
    private static final MemoryBudget UNLIMITED = new MemoryBudget(Long.MAX_VALUE, () -> {});

    /** A peer that has read something in so many nanoseconds is not slow: there may just be much to write at once. */
    public static final long LEAST_PATIENCE = TimeUnit.MILLISECONDS.toNanos(100);

    /** The patience when the limit is just reached. It is the least at a quarter more. */
    private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(1);

    private final long limit;
    private final Runnable whenExceeded;
    private final AtomicLong used = new AtomicLong();

    /** Changes far more rarely than {@code used}, so that it is cheap to ask for each message. */
    private volatile boolean exceeded;

    /**
     * Makes a budget of {@code limit} bytes.
     *
     * @param whenExceeded called each time that more is counted while the budget is exceeded; it must not wait
     */
    public MemoryBudget(long limit, Runnable whenExceeded) {
        this.limit = limit;
        this.whenExceeded = whenExceeded;
    }

    /** A budget that is never exceeded. */
    public static MemoryBudget unlimited() {
        return UNLIMITED;
    }

    /** Counts so many bytes more. */
    public void add(long bytes) {
        note(used.addAndGet(bytes));
        if (exceeded) {
            whenExceeded.run();
        }
    }

    /** Counts so many bytes less. */
    public void subtract(long bytes) {
        note(used.addAndGet(-bytes));
    }

    private void note(long now) {
        if (exceeded != now > limit) {
            exceeded = now > limit;
        }
    }

    /** The number of bytes that are counted now. */
    public long used() {
        return used.get();
    }

    /** Whether more is used than allowed. */
    public boolean isExceeded() {
        return exceeded;
    }

    /**
     * For how many nanoseconds a peer may have read nothing and still be lent more. The more memory is used above the limit,
     * the shorter.
     */
    public long patience() {
        long over = used.get() - limit;
        long most = limit / 4 + 1;
        if (over <= 0) {
            return Long.MAX_VALUE;
        }
        return Math.max(LEAST_PATIENCE, MOST_PATIENCE / most * (most - over));
    }

    /** How many bytes must be given back until a quarter of the budget is free again; not positive if it is. */
    public long excess() {
        return used.get() - (limit - limit / 4);
    }
}
