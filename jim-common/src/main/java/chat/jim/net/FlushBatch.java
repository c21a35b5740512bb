package chat.jim.net;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The outboxes in which one thread has put frames that are not written yet. They are written together, after the thread
 * has handled everything that it read at once. Only for that thread.
 */
public final class FlushBatch {
    /** How often one batch may wait for other threads, however many peers are slow. */
    private static final int PAUSES = 10;

    private static final long PAUSE_NANOS = 200_000;

    /** More than this is forgotten afterwards: a message to a large room must not cost memory for good. */
    private static final int FEW = 64;

    private List<Outbox> outboxes = new ArrayList<>();
    private int pauses;

    void add(Outbox outbox) {
        outboxes.add(outbox);
    }

    /** Lets other threads write all of them; never waits. */
    public void handOver() {
        if (outboxes.isEmpty()) {
            return; // as always in a client, where several threads write
        }
        for (Outbox outbox : outboxes) {
            outbox.handOver();
        }
        if (outboxes.size() > FEW) {
            outboxes = new ArrayList<>();
        } else {
            outboxes.clear();
        }
    }

    /** Lets other threads write all of them, and waits a moment; false if this batch has waited often enough. */
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
     * Writes all of them. This thread writes a single one itself, see {@link InlineWriter#write}. It leaves several, as
     * in a room, to other threads: messages of other senders join them meanwhile, and go out in the same writes.
     *
     * @return false if this thread was relieved by {@code successor}
     */
    boolean write(Runnable successor) {
        pauses = 0;
        if (outboxes.size() != 1) {
            handOver();
            return true;
        }
        return InlineWriter.write(outboxes.remove(0), successor);
    }
}
