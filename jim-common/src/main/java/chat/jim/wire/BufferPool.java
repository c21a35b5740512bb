package chat.jim.wire;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lends buffers to connections while they have much to read or write. Idle connections hold none, and busy ones
 * make no garbage. The lent ones count in a {@link MemoryBudget}. All methods may be called from any thread.
 */
public final class BufferPool {
    /** The size of a large buffer in bytes. */
    public static final int SIZE = 16 * 1024;

    /** The size of a medium one, for what is too long for the small buffer of a connection. These are not kept. */
    public static final int MEDIUM = 2 * 1024;

    private static final int MOST_FREE = 128;
    private static final BufferPool UNLIMITED = new BufferPool(MemoryBudget.unlimited());

    private final Queue<byte[]> free = new ArrayBlockingQueue<>(MOST_FREE);
    private final MemoryBudget budget;

    /** Makes a pool whose buffers count in that budget. */
    public BufferPool(MemoryBudget budget) {
        this.budget = budget;
    }

    /** The pool for a program with few connections. */
    public static BufferPool unlimited() {
        return UNLIMITED;
    }

    /** Whether too little memory is left to lend more to a peer that has read nothing for so many nanoseconds. */
    public boolean isTooShortFor(long stalledNanos) {
        return stalledNanos > budget.patience();
    }

    /** Returns a large buffer with arbitrary content. */
    public byte[] borrow() {
        budget.add(SIZE);
        byte @Nullable [] buffer = free.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    /** Returns a medium buffer. */
    public byte[] borrowMedium() {
        budget.add(MEDIUM);
        return new byte[MEDIUM];
    }

    /** Takes back a buffer that nobody uses any more. Ignores buffers of other sizes. */
    public void giveBack(byte[] buffer) {
        if (buffer.length != SIZE && buffer.length != MEDIUM) {
            return;
        }
        budget.subtract(buffer.length);
        if (buffer.length == SIZE && !free.offer(buffer)) {
            return; // enough are free
        }
    }
}
