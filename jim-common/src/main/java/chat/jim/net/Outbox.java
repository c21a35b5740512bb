package chat.jim.net;

import chat.jim.wire.Frame;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written to one peer, in order. At any time at most one thread writes it out, all that waits in one
 * write; when nothing waits there is no such thread. All methods may be called from any thread.
 */
public final class Outbox implements Flushable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** What became of an offered frame. */
    public enum Offer {
        /** It will be written, unless the connection dies before. */
        ACCEPTED,
        /** The peer reads too slowly: there was no room, and nothing was queued. */
        FULL,
        /** The outbox is closed, or closing. */
        CLOSED
    }

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final OutputStream out;
    private final int limit;
    private final Executor writers;
    private final Runnable onFailure;

    /** Guards all fields below; never held while writing. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition written = lock.newCondition();
    private final FrameQueue waiting = new FrameQueue();
    private State state = State.OPEN;
    private boolean writing;

    /**
     * Writes to {@code out}, on threads of {@code writers} where the caller may not wait.
     *
     * @param limit bytes that may wait
     * @param onFailure run once if a write fails, after the outbox has closed itself
     */
    public Outbox(OutputStream out, int limit, Executor writers, Runnable onFailure) {
        this.out = out;
        this.limit = limit;
        this.writers = writers;
        this.onFailure = onFailure;
    }

    /** Queues the frame and has it written; never waits. */
    public Offer offer(Frame frame) {
        Offer offer = queue(frame);
        if (offer == Offer.ACCEPTED && startWriting() && !handOver()) {
            return Offer.CLOSED;
        }
        return offer;
    }

    /**
     * Queues the frame to be written by the next {@link #flush}; waits while the outbox is full, so a peer that asks
     * without reading the answers is read no further. Does nothing once the outbox is closing.
     */
    public void post(Frame frame) {
        while (queue(frame) == Offer.FULL) {
            flush();
            awaitRoom(frame);
        }
    }

    /** Writes all that waits, on this thread, unless another one is at it. */
    @Override
    public void flush() {
        if (startWriting()) {
            writeAll();
        }
    }

    /** Takes nothing more, and has written what waits. Returns at once. */
    public void finish() {
        lock.lock();
        try {
            if (state == State.OPEN) {
                state = State.CLOSING;
            }
        } finally {
            lock.unlock();
        }
        if (startWriting()) {
            handOver();
        }
    }

    /** Waits until nothing waits any more; false if that took longer, or the thread was interrupted. */
    public boolean awaitWritten(long timeout, TimeUnit unit) {
        long nanos = unit.toNanos(timeout);
        lock.lock();
        try {
            while (writing || !waiting.isEmpty()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = written.awaitNanos(nanos);
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
    public boolean close() {
        lock.lock();
        try {
            boolean open = state != State.CLOSED;
            state = State.CLOSED;
            waiting.clear();
            written.signalAll();
            return open;
        } finally {
            lock.unlock();
        }
    }

    private Offer queue(Frame frame) {
        lock.lock();
        try {
            if (state != State.OPEN) {
                return Offer.CLOSED;
            }
            if (isFull(frame)) {
                return Offer.FULL;
            }
            waiting.add(frame);
            return Offer.ACCEPTED;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(Frame frame) {
        return waiting.bytes() + frame.line().length > limit;
    }

    private void awaitRoom(Frame frame) {
        lock.lock();
        try {
            while (state == State.OPEN && writing && isFull(frame)) {
                written.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** True if there is something to write, and the caller is the one who has to. */
    private boolean startWriting() {
        lock.lock();
        try {
            if (writing || waiting.isEmpty()) {
                return false;
            }
            writing = true;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Only for the thread that {@link #startWriting} said true to. */
    private void writeAll() {
        try {
            for (byte[] batch = nextBatch(); batch != null; batch = nextBatch()) {
                out.write(batch);
            }
        } catch (IOException e) {
            fail();
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    /** Has another thread write; false if there is none to be had, and then the peer is given up. */
    private boolean handOver() {
        try {
            writers.execute(this::writeAll);
            return true;
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread can be had to write to a peer: {}", e.getMessage());
            fail();
            return false;
        }
    }

    private void fail() {
        close();
        nextBatch();
        onFailure.run();
    }

    /** Takes what waits, up to a good size for a write; null if that is nothing, and then this thread writes no more. */
    private byte @Nullable [] nextBatch() {
        lock.lock();
        try {
            written.signalAll();
            if (waiting.isEmpty()) {
                writing = false;
                return null;
            }
            return waiting.takeBatch();
        } finally {
            lock.unlock();
        }
    }
}
