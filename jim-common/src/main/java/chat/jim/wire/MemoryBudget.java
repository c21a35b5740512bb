package chat.jim.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the memory that all connections of a server hold together, against one limit: buffers with bytes that are not
 * read or not written yet, and messages that are not confirmed. It refuses nothing; whoever counts more than the limit
 * makes the server drop the slowest peers. All methods may be called from any thread; none waits.
 */
public final class MemoryBudget {
    private static final MemoryBudget UNLIMITED = new MemoryBudget(Long.MAX_VALUE, () -> {});

    private final long limit;
    private final Runnable whenExceeded;
    private final AtomicLong used = new AtomicLong();

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
        if (used.addAndGet(bytes) > limit) {
            whenExceeded.run();
        }
    }

    /** Counts so many bytes less. */
    public void subtract(long bytes) {
        used.addAndGet(-bytes);
    }

    /** The number of bytes that are counted now. */
    public long used() {
        return used.get();
    }

    /** Whether more is used than allowed. */
    public boolean isExceeded() {
        return used.get() > limit;
    }

    /** How many bytes must be given back until a quarter of the budget is free again; not positive if it is. */
    public long excess() {
        return used.get() - (limit - limit / 4);
    }
}
