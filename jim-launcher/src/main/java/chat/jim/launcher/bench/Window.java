package chat.jim.launcher.bench;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The messages of one sender that are on the way: no more than its size, each until all of its copies have arrived. A
 * receiver counts the copies in the order of their numbers, so messages end in that order too, and a place is used again
 * only after. May be used from any thread.
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

    /** Takes all places that are free now. */
    int takePlaces() {
        return places.drainPermits();
    }

    /** The same, once there is one at least. */
    int awaitPlaces() {
        places.acquireUninterruptibly();
        return 1 + places.drainPermits();
    }

    /** Gives places back, those of messages that have arrived. */
    void free(int count) {
        if (count > 0) {
            places.release(count);
        }
    }

    /** Puts the next message on its way, in a place that was taken; returns its number. Only for the sender. */
    long send(long time) {
        long number = sent.get();
        int place = (int) (number % size);
        copiesToCome.set(place, copies);
        sentAt.set(place, time);
        sent.set(number + 1);
        return number;
    }

    /** When that message was sent; it must not have arrived yet. */
    long sentAt(long number) {
        return sentAt.get((int) (number % size));
    }

    /** One copy has arrived; true if it was the last. */
    boolean copyArrived(long number) {
        boolean last = copiesToCome.decrementAndGet((int) (number % size)) == 0;
        if (last) {
            arrived.incrementAndGet();
        }
        return last;
    }

    /** How many messages were sent. */
    long sent() {
        return sent.get();
    }

    /** Whether nothing is on the way. */
    boolean isEmpty() {
        return arrived.get() == sent.get();
    }
}
