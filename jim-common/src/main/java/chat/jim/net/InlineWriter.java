package chat.jim.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread that reads from one peer write to another peer itself, which saves waking a thread for each write. A peer
 * that does not read could block such a writer. So a watch looks at all writes each {@link #TICK}: a writer that is still at
 * the same write is relieved. Its successor, on another thread, reads on in its stead; the blocked thread finishes the write
 * and nothing else; and nobody writes to that peer inline any more. Thus one peer can hold up one other once, for a tick or
 * two.
 */
final class InlineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(InlineWriter.class);
    private static final Duration TICK = Duration.ofMillis(20);

    /** Far more than threads can run at once. A writer that finds its slot taken hands the write over instead. */
    private static final int SLOTS = 256;

    private static final AtomicReferenceArray<InlineWrite> UNDER_WAY = new AtomicReferenceArray<>(SLOTS);
    private static final Thread WATCH = new Thread(InlineWriter::watch, "inline-writes");
    private static volatile boolean watching;

    static {
        WATCH.setDaemon(true);
        WATCH.start();
    }

    /** A write under way. Each is a new object, so that two writes to one outbox are told apart. */
    private static final class InlineWrite {
        private final Outbox outbox;
        private final Runnable successor;

        private InlineWrite(Outbox outbox, Runnable successor) {
            this.outbox = outbox;
            this.successor = successor;
        }

        /** Lets the successor read on, unless the write has just ended. */
        private void relieve(int slot) {
            if (UNDER_WAY.compareAndSet(slot, this, null)) {
                outbox.markSlow();
                successor.run();
            }
        }
    }

    private InlineWriter() {}

    /**
     * Writes what waits in {@code outbox}. False if that took too long: then {@code successor} runs on another thread, and the
     * caller must leave to it whatever it was doing.
     */
    static boolean write(Outbox outbox, Runnable successor) {
        InlineWrite write = new InlineWrite(outbox, successor);
        int slot = System.identityHashCode(outbox) % SLOTS;
        if (!UNDER_WAY.compareAndSet(slot, null, write)) {
            outbox.handOver();
            return true;
        }
        if (!watching) {
            watching = true;
            LockSupport.unpark(WATCH);
        }
        boolean inTime;
        try {
            outbox.flush();
        } finally {
            inTime = UNDER_WAY.compareAndSet(slot, write, null);
        }
        return inTime;
    }

    /** Parks until somebody writes, and then ticks. */
    private static void watch() {
        InlineWrite[] seen = new InlineWrite[SLOTS];
        while (true) {
            LockSupport.parkNanos(TICK.toNanos());
            if (tick(seen)) {
                continue;
            }
            watching = false;
            if (!tick(seen)) {
                while (!watching) {
                    LockSupport.park();
                }
            }
            watching = true;
        }
    }

    /** Relieves the writers that are at the same write as in the last tick; false if nobody writes. */
    private static boolean tick(InlineWrite[] seen) {
        boolean any = false;
        for (int i = 0; i < SLOTS; i++) {
            InlineWrite write = UNDER_WAY.get(i);
            if (write != null && write == seen[i]) {
                relieve(write, i);
            }
            seen[i] = write;
            any |= write != null;
        }
        return any;
    }

    private static void relieve(InlineWrite write, int slot) {
        try {
            Threads.start(() -> write.relieve(slot));
        } catch (OutOfMemoryError e) {
            LOG.warn("Out of threads: a peer that does not read holds up another one: {}", e.getMessage());
        }
    }
}
