package chat.jim.server.session;

import chat.jim.net.Threads;
import java.util.concurrent.TimeUnit;

/**
 * The time for which a connection may be busy before others have their turn. Requests cost very different times, so time
 * counts, and not their number. Only for the thread that reads from the peer.
 */
final class Turn {
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(1);

    /** After how many requests to look at the clock: the cheapest request costs little more than a look. */
    private static final int REQUESTS = 8;

    private int requests;

    /** The time at the first look in this turn; 0 before it. */
    private long began;

    /** Counts a request that was handled; true if others should have their turn now. */
    boolean isOverAfterRequest() {
        requests++;
        if (requests % REQUESTS != 0) {
            return false;
        }
        long now = System.nanoTime();
        if (began == 0) {
            began = now;
        }
        return now - began > LONGEST;
    }

    /** Lets others have their turn. */
    void end() {
        Threads.giveWay();
        requests = 0;
        began = 0;
    }
}
