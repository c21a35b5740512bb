package chat.jim.server.account;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Shares something costly among network addresses: of each address only so many are at it at once, the others of that
 * address wait, so that one that asks for much holds up itself. May be used from any thread.
 */
final class PerAddressLimiter {
    private final int atOnce;
    private final Map<InetAddress, Queue> queues = new ConcurrentHashMap<>();

    /** Those of one address; the count of all, in work and waiting, is guarded by the map. */
    private static final class Queue {
        private final Semaphore turns;
        private int all;

        private Queue(int atOnce) {
            turns = new Semaphore(atOnce, true);
        }
    }

    /** Lets so many of each address work at once. */
    PerAddressLimiter(int atOnce) {
        this.atOnce = atOnce;
    }

    /** Waits for a turn, does the work, and returns its result. */
    <T> T take(InetAddress from, Supplier<T> work) {
        Queue queue = queues.compute(from, (address, existing) -> {
            Queue entered = existing == null ? new Queue(atOnce) : existing;
            entered.all++;
            return entered;
        });
        queue.turns.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            queue.turns.release();
            queues.computeIfPresent(from, (address, left) -> --left.all == 0 ? null : left);
        }
    }
}
