package chat.jim.net;

import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The lines that wait in an outbox, in order and bounded in bytes. It also lets at most one thread write them at any
 * time. All methods may be called from any thread; none waits unless its name says so.
 */
final class SendQueue {
    /** The result of adding a line. */
    enum Added {
        /** It is queued, and no thread is going to write it yet: the caller has to start one. */
        FIRST,
        /** It is queued behind others, and is written with them. */
        BEHIND,
        /** There was no room. */
        FULL,
        /** The queue accepts no lines any more. */
        CLOSED
    }

    /** The bytes that may wait when an answer or a notice is added. */
    private static final int MOST_MINOR = 64 * 1024;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final int limit;
    private final BufferPool pool;

    /** Guards all fields below. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final SendBuffer lines;
    private State state = State.OPEN;

    /** The number of bytes added so far. */
    private long added;

    /** The number of bytes that writers have taken so far. */
    private long taken;

    /** Whether a thread is about to call {@link #startWriting}. */
    private boolean writerDue;

    private boolean writing;

    /** When the piece was taken that is being written, by {@link System#nanoTime}. */
    private long takenAt;

    /** Accepts lines as long as at most {@code limit} bytes wait, in buffers from {@code pool}. */
    SendQueue(int limit, BufferPool pool) {
        this.limit = limit;
        this.pool = pool;
        lines = new SendBuffer(pool);
    }

    /** Adds a line that others send. */
    Added add(Frame frame) {
        return add(frame, limit);
    }

    /** Adds an answer to the peer itself, which is to read its answers before it sends more; or a mere notice. */
    Added addMinor(Frame frame) {
        return add(frame, Math.min(limit, MOST_MINOR));
    }

    private Added add(Frame frame, int most) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return Added.CLOSED;
            }
            if (isFull(frame, most) || isTooSlow(frame)) {
                return Added.FULL;
            }
            lines.add(frame);
            added += frame.length() + 1;
            boolean first = !writerDue && !writing;
            writerDue |= first;
            return first ? Added.FIRST : Added.BEHIND;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there is room for the answer, or nobody is writing, or the queue is closing. */
    void awaitRoomForAnswer(Frame frame) {
        int most = Math.min(limit, MOST_MINOR);
        lock.lock();
        try {
            while (state == State.OPEN && writing && (isFull(frame, most) || isTooSlow(frame))) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether something waits that nobody is writing. The next who adds a line then has to start a writer. */
    boolean leaveToOthers() {
        lock.lock();
        try {
            writerDue &= writing;
            return !writing && !lines.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** True if the caller has to write what waits, until {@link #take} returns null. */
    boolean startWriting() {
        lock.lock();
        try {
            writerDue = false;
            if (writing || lines.isEmpty()) {
                return false;
            }
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes one line for a bare peer, or as many lines as make a good write. Null if none waits: the caller must then
     * stop writing. Only for the thread to which {@link #startWriting} returned true.
     */
    SendBuffer.@Nullable Piece take(boolean many) {
        lock.lock();
        try {
            SendBuffer.Piece piece = many ? lines.takeMany() : lines.takeBareLine();
            writing = piece != null;
            takenAt = writing ? System.nanoTime() : 0;
            taken += piece == null ? 0 : piece.length();
            changed.signalAll();
            return piece;
        } finally {
            lock.unlock();
        }
    }

    long added() {
        lock.lock();
        try {
            return added;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether a writer has taken the first {@code mark} bytes, as {@link #added} counts them. Never after the close.
     */
    boolean hasTaken(long mark) {
        lock.lock();
        try {
            return state != State.CLOSED && added - lines.bytesToTake() >= mark;
        } finally {
            lock.unlock();
        }
    }

    long taken() {
        lock.lock();
        try {
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** The number of bytes that wait or are being written. */
    int bytes() {
        lock.lock();
        try {
            return lines.bytes();
        } finally {
            lock.unlock();
        }
    }

    /** The number of lines that wait. */
    int size() {
        lock.lock();
        try {
            return lines.count();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more after the last frame, if there is one. That is added even if the queue is full. */
    void finish(@Nullable Frame last, boolean atFront) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return;
            }
            if (last != null && atFront) {
                lines.addFirst(last);
            } else if (last != null) {
                lines.add(last);
            }
            state = State.CLOSING;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until everything is written; false if that takes longer, or the thread was interrupted. */
    boolean awaitWritten(long timeout, TimeUnit unit) {
        long nanos = unit.toNanos(timeout);
        lock.lock();
        try {
            while (writing || !lines.isEmpty()) {
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

    /** Drops what waits and accepts nothing more; false if it was already closed. */
    boolean close() {
        lock.lock();
        try {
            boolean open = state != State.CLOSED;
            state = State.CLOSED;
            lines.clear();
            changed.signalAll();
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** The length of all buffers that the lines have borrowed. */
    int borrowedBytes() {
        lock.lock();
        try {
            return lines.borrowedBytes();
        } finally {
            lock.unlock();
        }
    }

    /** For how many nanoseconds the peer has read nothing of the piece that is being written; 0 if none is. */
    long stalledNanos(long now) {
        lock.lock();
        try {
            return stalledWhileLocked(now);
        } finally {
            lock.unlock();
        }
    }

    /** A writer that has just started has taken nothing yet. */
    private long stalledWhileLocked(long now) {
        return writing && takenAt != 0 ? now - takenAt : 0;
    }

    /** Whether memory is short, and this peer has read nothing for too long to get more of it. */
    private boolean isTooSlow(Frame frame) {
        return writing && lines.needsBuffer(frame) && pool.isTooShortFor(stalledWhileLocked(System.nanoTime()));
    }

    private boolean isFull(Frame frame, int most) {
        return lines.bytes() + frame.length() + 1 > most;
    }
}
