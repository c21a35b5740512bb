package chat.jim.wire;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Lends large buffers to connections while they have much to read or write. Idle connections hold none, and busy ones
 * make no garbage. All methods may be called from any thread.
 */
public final class BufferPool {
    /** The size of each in bytes. */
    public static final int SIZE = 16 * 1024;

    private static final int MOST = 256;
    private static final Queue<byte[]> FREE = new ArrayBlockingQueue<>(MOST);

    private BufferPool() {}

    /** Returns a large buffer with arbitrary content. */
    public static byte[] borrow() {
        byte @Nullable [] free = FREE.poll();
        return free == null ? new byte[SIZE] : free;
    }

    /** Takes back a buffer that nobody uses any more. Ignores buffers of other sizes. */
    public static void giveBack(byte[] buffer) {
        if (buffer.length == SIZE && !FREE.offer(buffer)) {
            return; // enough are free
        }
    }
}
