package chat.jim.wire;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lends large buffers to connections while they have much to read or write. Idle connections hold none, and busy ones
 * make no garbage. The lent ones count in a {@link MemoryBudget}. All methods may be called from any thread.
 */
public final class BufferPool {
    /** The size of each in bytes. */
    public static final int SIZE = 16 * 1024;

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

    /** Returns a large buffer with arbitrary content. */
    public byte[] borrow() {
        budget.add(SIZE);
        byte @Nullable [] buffer = free.poll();
        return buffer == null ? new byte[SIZE] : buffer;
    }

    /** Takes back a buffer that nobody uses any more. Ignores buffers of other sizes. */
    public void giveBack(byte[] buffer) {
        if (buffer.length != SIZE) {
            return;
        }
        budget.subtract(SIZE);
        if (!free.offer(buffer)) {
            return; // enough are free
        }
    }
}
