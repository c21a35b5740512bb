package chat.jim.net;

import chat.jim.wire.Frame;
import java.util.ArrayDeque;
import java.util.Deque;

/** Frames in order, with their bytes counted, to be taken out many at a time. Its outbox guards it. */
final class FrameQueue {
    private static final int LARGEST_BATCH = 64 * 1024;

    private final Deque<Frame> frames = new ArrayDeque<>();
    private int bytes;

    void add(Frame frame) {
        frames.add(frame);
        bytes += frame.line().length;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** How many bytes wait. */
    int bytes() {
        return bytes;
    }

    void clear() {
        frames.clear();
        bytes = 0;
    }

    /** Takes out as many frames as make a good write, at least one, and returns their bytes. */
    byte[] takeBatch() {
        int size = batchSize();
        bytes -= size;
        byte[] first = frames.element().line();
        if (first.length == size) {
            frames.remove();
            return first;
        }
        byte[] batch = new byte[size];
        int end = 0;
        while (end < size) {
            byte[] line = frames.remove().line();
            System.arraycopy(line, 0, batch, end, line.length);
            end += line.length;
        }
        return batch;
    }

    private int batchSize() {
        int size = 0;
        for (Frame frame : frames) {
            int length = frame.line().length;
            if (size > 0 && size + length > LARGEST_BATCH) {
                break;
            }
            size += length;
        }
        return size;
    }
}
