package chat.jim.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes that a thread which reads from one peer makes to another peer itself: that saves waking a thread for each. A peer
 * that does not read could hold up the writer; so a thread that is still at such a write after a moment is relieved: another
 * one reads on in its stead, it goes on with nothing but the write, and nobody writes to that peer directly any more. Thus a
 * peer can hold up one other once, for {@link #TICK} or two.
 */
final class InlineWriter {
    private static final Logger LOG = LoggerFactory.getLogger(InlineWriter.class);
    private static final Duration TICK = Duration.ofMillis(20);

    /** Far more than threads can run at once: who finds its slot taken hands the write over instead. */
    private static final int SLOTS = 256;

    private static final AtomicReferenceArray<DirectWrite> UNDER_WAY = new AtomicReferenceArray<>(SLOTS);
    private static final Thread WATCH = new Thread(InlineWriter::watch, "direct-writes");
    private static volatile boolean watching;

    static {
        WATCH.setDaemon(true);
        WATCH.start();
    }

    /** A write to {@code outbox}, and who reads on if it takes too long. Each is a new one, to be told from the others. */
    private static final class DirectWrite {
        private final Outbox outbox;
        private final Runnable successor;

        private DirectWrite(Outbox outbox, Runnable successor) {
            this.outbox = outbox;
            this.successor = successor;
        }

        /** Makes the successor the one who reads, if it is not too late for that. */
        private void relieve(int slot) {
            if (UNDER_WAY.compareAndSet(slot, this, null)) {
                outbox.keepsWaiting();
                successor.run();
            }
        }
    }

    private InlineWriter() {}

    /**
     * Writes what waits in {@code outbox}. False if that took too long: {@code successor} runs on another thread by now, and
     * the caller must leave to it whatever it was doing.
     */
    static boolean write(Outbox outbox, Runnable successor) {
        DirectWrite write = new DirectWrite(outbox, successor);
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

    /** Costs nothing while nobody writes. */
    private static void watch() {
        DirectWrite[] seen = new DirectWrite[SLOTS];
        while (true) {
            LockSupport.parkNanos(TICK.toNanos());
            if (look(seen)) {
                continue;
            }
            watching = false;
            if (!look(seen)) {
                while (!watching) {
                    LockSupport.park();
                }
            }
            watching = true;
        }
    }

    /** Relieves those who are still at what they were at the last time; false if nobody writes. */
    private static boolean look(DirectWrite[] seen) {
        boolean any = false;
        for (int i = 0; i < SLOTS; i++) {
            DirectWrite write = UNDER_WAY.get(i);
            if (write != null && write == seen[i]) {
                relieve(write, i);
            }
            seen[i] = write;
            any |= write != null;
        }
        return any;
    }

    private static void relieve(DirectWrite write, int slot) {
        try {
            Threads.start(() -> write.relieve(slot));
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread can be had to read on behind a peer that does not read: {}", e.getMessage());
        }
    }
}
