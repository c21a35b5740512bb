package chat.jim.server.session;

import chat.jim.wire.MemoryBudget;
import java.io.Closeable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what waits for all peers together within a budget (PROTOCOL.md, section 9). When it is exceeded, a thread drops
 * the peers that have read nothing for the longest time, until a quarter of the budget is free again.
 */
public final class MemoryRelief implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryRelief.class);

    /** Those that were dropped give their memory back within this time. */
    private static final long PAUSE_MILLIS = 50;

    private final MemoryBudget budget;
    private final Collection<ConnectionHandler> handlers;
    private final Semaphore wanted = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "memory-relief");

    /** A peer that holds memory. */
    private record Holder(ConnectionHandler handler, long stalledNanos, int bytes) {}

    /** Keeps the memory of these connections within that many bytes. */
    public MemoryRelief(long bytes, Collection<ConnectionHandler> handlers) {
        this.handlers = handlers;
        budget = new MemoryBudget(bytes, this::want);
        thread.setDaemon(true);
    }

    /** Drops peers from now on, when that is needed. */
    public void start() {
        thread.start();
    }

    /** The budget in which the memory is counted. */
    public MemoryBudget budget() {
        return budget;
    }

    private void want() {
        if (wanted.availablePermits() == 0) {
            wanted.release();
        }
    }

    private void run() {
        try {
            while (true) {
                wanted.acquire();
                relieve(System.nanoTime());
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                wanted.drainPermits();
                if (budget.isExceeded()) {
                    want();
                }
            }
        } catch (InterruptedException e) {
            return; // closed
        }
    }

    private void relieve(long now) {
        long excess = budget.excess();
        List<Holder> slowestFirst = handlers.stream()
                .map(handler -> new Holder(handler, handler.stalledNanos(now), handler.borrowedBytes()))
                .filter(holder -> holder.bytes() > 0 && holder.stalledNanos() > MemoryBudget.LEAST_PATIENCE)
                .sorted(Comparator.comparingLong(Holder::stalledNanos)
                        .thenComparingInt(Holder::bytes)
                        .reversed())
                .toList();
        int dropped = 0;
        for (Holder holder : slowestFirst) {
            if (excess <= 0) {
                break;
            }
            excess -= holder.bytes();
            holder.handler().drop();
            dropped++;
        }
        if (dropped > 0) {
            LOG.warn(
                    "Too much waits for all peers together: dropping the {} slowest, the first one {}",
                    dropped,
                    slowestFirst.get(0).handler().place());
        }
    }

    /** Drops nobody any more. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
