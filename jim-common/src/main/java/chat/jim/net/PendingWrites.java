package chat.jim.net;

import java.util.ArrayList;
import java.util.List;

/**
 * The outboxes that one thread has put something into, and that have to be written soon: what a peer sent in one go is
 * passed on in one go. Only for that thread.
 */
final class PendingWrites {
    private final List<Outbox> outboxes = new ArrayList<>();

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

    /**
     * The same, but a single one is written at once, see {@link DirectWrites#write}; with several, as in a room, other
     * senders' messages join them meanwhile, and go out in the same writes.
     */
    boolean write(Runnable successor) {
        if (outboxes.size() != 1 || !outboxes.get(0).takesDirectWrites()) {
            handOver();
            return true;
        }
        return DirectWrites.write(outboxes.remove(0), successor);
    }
}
