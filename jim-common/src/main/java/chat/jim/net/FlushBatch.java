package chat.jim.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The outboxes into which one thread has put something that is not written yet: what a peer sent in one go is passed on in
 * one go. Only for that thread.
 */
final class FlushBatch {
    /** How often one batch waits for other threads: it waits no longer, however many peers are slow. */
    private static final int PAUSES = 10;

    private static final long PAUSE_NANOS = 200_000;

    private final List<Outbox> outboxes = new ArrayList<>();
    private int pauses;

    void add(Outbox outbox) {
        outboxes.add(outbox);
    }

    /** Lets other threads write all of them; never waits. */
    void handOver() {
        if (outboxes.isEmpty()) {
            return; // as always in a client, where several threads write
        }
        for (Outbox outbox : outboxes) {
            outbox.handOver();
        }
        outboxes.clear();
    }

    /** Lets other threads write all of them, and gives them a moment for it; false if this batch has waited often enough. */
    boolean waitForWriters() {
        handOver();
        if (pauses == PAUSES) {
            return false;
        }
        pauses++;
        LockSupport.parkNanos(PAUSE_NANOS);
        return true;
    }

    /**
     * Writes all of them. A single one is written on this thread, see {@link InlineWriter#write}. Several, as in a room, are
     * left to other threads: messages of other senders join them meanwhile, and go out in the same writes.
     */
    boolean write(Runnable successor) {
        pauses = 0;
        if (outboxes.size() != 1 || !outboxes.get(0).allowsInlineWrites()) {
            handOver();
            return true;
        }
        return InlineWriter.write(outboxes.remove(0), successor);
    }
}
