package chat.jim.net;

import chat.jim.thread.Threads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Holds answers back for a moment while other connections keep the processors busy, so that the next answers to the same
 * peer go out in the same write. Whatever else is written to the peer takes them along. It costs a peer a millisecond at
 * most, and only when the server has no processor to spare. All methods may be called from any thread.
 */
final class LazyFlush {
    private static final long LONGEST_NANOS = 1_000_000;

    private static final Queue<Outbox> WAITING = new ConcurrentLinkedQueue<>();
    private static final AtomicBoolean FLUSHING = new AtomicBoolean();

    private LazyFlush() {}

    /** Writes what waits in the outbox soon. */
    static void add(Outbox outbox) {
        if (!outbox.postpone()) {
            return;
        }
        WAITING.add(outbox);
        if (FLUSHING.compareAndSet(false, true)) {
            Threads.startShort(LazyFlush::run);
        }
    }

    private static void run() {
        long end = System.nanoTime() + LONGEST_NANOS;
        boolean busy = true;
        while (busy && System.nanoTime() - end < 0) {
            busy = Threads.giveWay();
        }
        FLUSHING.set(false); // first, since what is added from now on may be missed
        drain();
    }

    private static void drain() {
        Outbox outbox = WAITING.poll();
        while (outbox != null) {
            outbox.endPostponing();
            if (!InlineWriter.write(outbox, LazyFlush::drain)) {
                return; // relieved
            }
            outbox = WAITING.poll();
        }
    }
}
