package chat.jim.wire;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Large buffers, lent to connections while they have much to read or to write: so those that are idle hold none, and those
 * that are busy make no garbage. All methods may be called from any thread.
 */
public final class BufferPool {
    /** The size of each in bytes. */
    public static final int SIZE = 16 * 1024;

    private static final int MOST = 256;
    private static final Queue<byte[]> FREE = new ArrayBlockingQueue<>(MOST);

    private BufferPool() {}

    /** A large buffer; what is in it means nothing. */
    public static byte[] borrow() {
        byte @Nullable [] free = FREE.poll();
        return free == null ? new byte[SIZE] : free;
    }

    /** Takes a buffer that nobody uses any more, if it is a large one. */
    public static void giveBack(byte[] buffer) {
        if (buffer.length == SIZE && !FREE.offer(buffer)) {
            return; // enough are free
        }
    }
}
