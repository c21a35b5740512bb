package chat.jim.thread;

import java.util.concurrent.atomic.AtomicInteger;

/** Notices whether many connections are busy at once: for each round of each of them, it learns whether others were busy. */
final class Crowd {
    /** After how many rounds to look again. */
    static final int ROUNDS = 256;

    /** How many of them must be crowded to begin a crowd, and at most so many end it: so it does not come and go. */
    private static final int MANY = ROUNDS / 2;

    private static final int FEW = ROUNDS / 4;

    private final AtomicInteger rounds = new AtomicInteger();
    private final AtomicInteger crowded = new AtomicInteger();
    private volatile boolean there;

    /** Whether there is a crowd now. From any thread. */
    boolean isThere() {
        return there;
    }

    /** Counts a round. From any thread. */
    void count(boolean othersWereBusy) {
        if (othersWereBusy) {
            crowded.incrementAndGet();
        }
        if (rounds.incrementAndGet() % ROUNDS == 0) {
            there = crowded.getAndSet(0) > (there ? FEW : MANY);
        }
    }
}
