package chat.jim.launcher.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The messages of one sender that are on the way. A message occupies one of the window's places until all of its copies
 * have arrived. Receivers count copies in the order of their numbers, so places become free in that order too. May be used
 * from any thread.
 */
final class Window {
    private final int size;
    private final int copies;
    private final AtomicIntegerArray copiesToCome;
    private final AtomicLongArray sentAt;
    private final Semaphore places;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong arrived = new AtomicLong();

    Window(int size, int copies) {
        this.size = size;
        this.copies = copies;
        copiesToCome = new AtomicIntegerArray(size);
        sentAt = new AtomicLongArray(size);
        places = new Semaphore(size);
    }

    /** Takes all places that are free now, and returns how many. */
    int acquireFree() {
        return places.drainPermits();
    }

    /** Waits for a free place, then takes all that are free, and returns how many. */
    int acquire() {
        places.acquireUninterruptibly();
        return 1 + places.drainPermits();
    }

    /** Gives back the places of messages that have arrived. */
    void free(int count) {
        if (count > 0) {
            places.release(count);
        }
    }

    /** Notes that the next message is sent, in a place that was taken before, and returns its number. Only for the sender. */
    long send(long time) {
        long number = sent.get();
        int place = (int) (number % size);
        copiesToCome.set(place, copies);
        sentAt.set(place, time);
        sent.set(number + 1);
        return number;
    }

    /** When a message was sent that has not arrived yet. */
    long sentAt(long number) {
        return sentAt.get((int) (number % size));
    }

    /** Notes that one copy of a message has arrived; true if it was the last. */
    boolean copyArrived(long number) {
        boolean last = copiesToCome.decrementAndGet((int) (number % size)) == 0;
        if (last) {
            arrived.incrementAndGet();
        }
        return last;
    }

    /** How many messages were sent so far. */
    long sent() {
        return sent.get();
    }

    /** Whether no message is on the way. */
    boolean isEmpty() {
        return arrived.get() == sent.get();
    }
}
