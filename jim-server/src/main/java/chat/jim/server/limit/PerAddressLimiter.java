package chat.jim.server.limit;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Limits costly work per network address: only a few calls of one address work at the same time, and its others wait. So
 * an address that asks for much delays only itself. May be used from any thread.
 */
public final class PerAddressLimiter {
    private final int atOnce;
    private final Map<InetAddress, Queue> queues = new ConcurrentHashMap<>();

    /** The calls of one address. The count of those that work or wait is guarded by the map. */
    private static final class Queue {
        private final Semaphore permits;
        private int calls;

        private Queue(int atOnce) {
            permits = new Semaphore(atOnce, true);
        }
    }

    /** Lets {@code atOnce} calls of each address work at the same time. */
    public PerAddressLimiter(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Waits for a permit, does the work, and returns its result. */
    public <T> T call(InetAddress from, Supplier<T> work) {
        Queue queue = queues.compute(from, (address, existing) -> {
            Queue entered = existing == null ? new Queue(atOnce) : existing;
            entered.calls++;
            return entered;
        });
        queue.permits.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            queue.permits.release();
            queues.computeIfPresent(from, (address, left) -> --left.calls == 0 ? null : left);
        }
    }
}
