package chat.jim.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The outboxes that one thread has put something into, and that have to be written soon: what a peer sent in one go is
 * passed on in one go. Only for that thread.
 */
final class FlushBatch {
    /** How often in one go other threads are waited for, and how long: however many peers are slow, it is not longer. */
    private static final int PAUSES = 10;

    private static final long PAUSE_NANOS = 200_000;

    private final List<Outbox> outboxes = new ArrayList<>();
    private int pauses;

    void add(Outbox outbox) {
        outboxes.add(outbox);
    }

    /** Has other threads write all of them; never waits. */
    void handOver() {
        for (Outbox outbox : outboxes) {
            outbox.handOver();
        }
        outboxes.clear();
    }

    /** Has other threads write all, and gives them a moment for it; false if that was done often enough in one go. */
    boolean letWrite() {
        handOver();
        if (pauses == PAUSES) {
            return false;
        }
        pauses++;
        LockSupport.parkNanos(PAUSE_NANOS);
        return true;
    }

    /**
     * Has all of them written; a single one is written at once, see {@link InlineWriter#write}; with several, as in a
     * room, other senders' messages join them meanwhile, and go out in the same writes.
     */
    boolean write(Runnable successor) {
        pauses = 0;
        if (outboxes.size() != 1 || !outboxes.get(0).takesDirectWrites()) {
            handOver();
            return true;
        }
        return InlineWriter.write(outboxes.remove(0), successor);
    }
}
