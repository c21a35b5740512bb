package chat.jim.server.limit;

import chat.jim.wire.MemoryBudget;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The time for which a connection may be busy before others have their turn. Requests cost very different times, so time
 * counts, and not their number. Only for the thread that reads from the peer.
 */
public final class Turn {
    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(1);

    /** After how many requests to look at the clock: the cheapest request costs little more than a look. */
    private static final int REQUESTS = 8;

    /** How often to wait, and how long, while memory is short. */
    private static final int MOST_PAUSES = 20;

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    /** The memory budget of the server: when it is exceeded, senders wait until others have written and read. */
    private final MemoryBudget memory;

    private int requests;

    /** The time at the first look in this turn; 0 before it. */
    private long began;

    /** That of a connection to a server with that memory. */
    public Turn(MemoryBudget memory) {
        this.memory = memory;
    }

    /** Counts a request that was handled; true if others should have their turn now. */
    public boolean isOverAfterRequest() {
        requests++;
        return memory.isExceeded() || (requests % REQUESTS == 0 && isLong());
    }

    private boolean isLong() {
        long now = System.nanoTime();
        if (began == 0) {
            began = now;
        }
        return now - began > LONGEST;
    }

    /** Others have had their turn. While memory is short, waits a little for them to write and read. */
    public void begin() {
        for (int i = 0; i < MOST_PAUSES && memory.isExceeded(); i++) {
            LockSupport.parkNanos(PAUSE);
        }
        requests = 0;
        began = 0;
    }
}
