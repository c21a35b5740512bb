package chat.jim.net;

import chat.jim.wire.Frame;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The frames that wait in an outbox, in order and bounded in bytes, and whether a thread is at writing them: at any time
 * at most one is. All methods may be called from any thread; none waits unless its name says so.
 */
final class FrameQueue {
    private static final int LARGEST_BATCH = 64 * 1024;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final int limit;

    /** Guards all fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Deque<Frame> frames = new ArrayDeque<>();
    private int bytes;
    private State state = State.OPEN;
    private boolean writing;

    /** Takes frames while not more than {@code limit} bytes wait. */
    FrameQueue(int limit) {
        this.limit = limit;
    }

    Outbox.Offer add(Frame frame) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return Outbox.Offer.CLOSED;
            }
            if (isFull(frame)) {
                return Outbox.Offer.FULL;
            }
            frames.add(frame);
            bytes += frame.line().length;
            return Outbox.Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room for the frame, or nobody is writing, or it is closed. */
    void awaitRoom(Frame frame) {
        lock.lock();
        try {
            while (state == State.OPEN && writing && isFull(frame)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** True if there is something to write, and the caller is the one who has to, until it takes nothing more. */
    boolean startWriting() {
        lock.lock();
        try {
            if (writing || frames.isEmpty()) {
                return false;
            }
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes out one frame, or {@code many}, as many as make a good write, and returns their bytes; null if none waits, and
     * then the caller writes no more. Only for the thread that {@link #startWriting} said true to.
     */
    byte @Nullable [] take(boolean many) {
        lock.lock();
        try {
            changed.signalAll();
            if (frames.isEmpty()) {
                writing = false;
                return null;
            }
            return many ? takeBatch() : takeFirst().bareLine();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return frames.size();
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more. */
    void finish() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.CLOSING;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same with a last frame, at the front or at the end, even if it is full; not if it takes nothing any more. */
    void finish(Frame last, boolean first) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            if (first) {
                frames.addFirst(last);
            } else {
                frames.addLast(last);
            }
            bytes += last.line().length;
            finish();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all is written; false if that took longer, or the thread was interrupted. */
    boolean awaitWritten(long timeout, TimeUnit unit) {
        long nanos = unit.toNanos(timeout);
        lock.lock();
        try {
            while (writing || !frames.isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Drops what waits and takes nothing more; false if it was closed already. */
    boolean close() {
        lock.lock();
        try {
            boolean open = state != State.CLOSED;
            state = State.CLOSED;
            frames.clear();
            bytes = 0;
            changed.signalAll();
            return open;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(Frame frame) {
        return bytes + frame.line().length > limit;
    }

    private Frame takeFirst() {
        Frame first = frames.remove();
        bytes -= first.line().length;
        return first;
    }

    private byte[] takeBatch() {
        int size = batchSize();
        byte[] first = takeFirst().line();
        if (first.length == size) {
            return first;
        }
        byte[] batch = Arrays.copyOf(first, size);
        int end = first.length;
        while (end < size) {
            byte[] line = takeFirst().line();
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
