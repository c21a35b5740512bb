package chat.jim.net;

import chat.jim.thread.Threads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a thread that reads from one peer write to another peer itself, which saves waking a thread for each write. A
 * peer that does not read could block such a writer. So a watch checks all writes each {@link #TICK}, and relieves a
 * writer that is still at the same write: a successor reads on in its place on another thread, the blocked thread
 * finishes the write and does nothing else, and nobody writes to that peer inline any more. So one peer can delay
 * another one once, for a tick or two.
 */
final class InlineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(InlineWriter.class);
    private static final Duration TICK = Duration.ofMillis(20);

    /** Far more than the threads that can run at once. A writer that finds its slot taken hands the write over. */
    private static final int SLOTS = 256;

    private static final AtomicReferenceArray<InlineWrite> IN_PROGRESS = new AtomicReferenceArray<>(SLOTS);
    private static final Thread WATCH = new Thread(InlineWriter::watch, "inline-writes");
    private static volatile boolean watching;

    static {
        WATCH.setDaemon(true);
        WATCH.start();
    }

    /** A write in progress. Each is a new object, so that two writes to one outbox are distinct. */
    private static final class InlineWrite {
        private final Outbox outbox;
        private final Runnable successor;

        private InlineWrite(Outbox outbox, Runnable successor) {
            this.outbox = outbox;
            this.successor = successor;
        }

        /** Lets the successor read on, unless the write has just ended. */
        private void relieve(int slot) {
            if (IN_PROGRESS.compareAndSet(slot, this, null)) {
                outbox.markSlow();
                successor.run();
            }
        }
    }

    private InlineWriter() {}

    /** Starts the watch, if nobody has written yet. */
    static void keepReady() {
        LockSupport.unpark(WATCH);
    }

    /**
     * Writes what waits in {@code outbox}, or hands it over if the peer is slow or bare. False if that took too long:
     * {@code successor} then runs on another thread, and the caller must do nothing more.
     */
    static boolean write(Outbox outbox, Runnable successor) {
        if (!outbox.allowsInlineWrites()) {
            outbox.handOver();
            return true;
        }
        InlineWrite write = new InlineWrite(outbox, successor);
        int slot = System.identityHashCode(outbox) % SLOTS;
        if (!IN_PROGRESS.compareAndSet(slot, null, write)) {
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
            inTime = IN_PROGRESS.compareAndSet(slot, write, null);
        }
        return inTime;
    }

    /** Parks without a timeout while nobody writes. */
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
            InlineWrite write = IN_PROGRESS.get(i);
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
            LOG.debug("Out of threads: a peer that does not read is delaying another one: {}", e.getMessage());
        }
    }
}
