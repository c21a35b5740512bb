package chat.jim.net;

import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frames that wait to be written to one peer, in order. At most one thread writes them at any time, and none while
 * nothing waits. A line peer gets everything that waits in one write. A bare peer gets one object per write, at a pace.
 * Every peer is bare until it has ended an object with a line feed (PROTOCOL.md, section 1). All methods may be called
 * from any thread.
 */
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    /** The result of offering a frame. */
    public enum Offer {
        /** It will be written, unless the connection breaks first. */
        ACCEPTED,
        /** The peer reads too slowly: there was no room, and the frame was not queued. */
        FULL,
        /** The outbox is closed, or closing. */
        CLOSED
    }

    private final OutputStream out;
    private final SendQueue waiting;
    private volatile Duration barePace;
    private final Executor writers;
    private final Runnable onFailure;
    private volatile boolean bare = true;
    private volatile boolean forcedBare;
    private volatile boolean slow;
    private volatile boolean pacing;
    private volatile boolean overflowed;

    /** Whether a later flush is due, see {@link LazyFlush}. */
    private volatile boolean postponed;

    /**
     * Writes to {@code out}, on threads of {@code writers} if the caller must not wait.
     *
     * @param limit the bytes that may wait
     * @param barePace the least time between two writes to a bare peer
     * @param pool lends buffers for what waits
     * @param onFailure run once if a write fails, after the outbox has closed itself
     */
    public Outbox(
            OutputStream out, int limit, Duration barePace, Executor writers, BufferPool pool, Runnable onFailure) {
        this.out = out;
        waiting = new SendQueue(limit, pool);
        this.barePace = barePace;
        this.writers = writers;
        this.onFailure = onFailure;
    }

    /** Treats the peer as a line peer from now on. It is cheap to repeat, so every read may call it. */
    public void markLinePeer() {
        if (bare && !forcedBare) {
            bare = false;
        }
    }

    /** See {@link Connection#forceBare}. */
    void forceBare(boolean forced, Duration pace) {
        barePace = pace;
        forcedBare = forced;
        bare |= forced;
    }

    /** Whether the peer is not known to read lines. */
    boolean isBare() {
        return bare;
    }

    /** Queues the frame for another thread to write; never waits. */
    public Offer offer(Frame frame) {
        SendQueue.Added added = waiting.add(frame);
        return added == SendQueue.Added.FIRST && !handOver() ? Offer.CLOSED : outcome(added);
    }

    /** Queues a notice for another thread to write, unless the peer reads so slowly that much waits already. */
    void hint(Frame notice) {
        if (waiting.addMinor(notice) == SendQueue.Added.FIRST) {
            handOver();
        }
    }

    /** The same, to be written with the batch; never waits. */
    void hint(Frame notice, FlushBatch batch) {
        if (waiting.addMinor(notice) == SendQueue.Added.FIRST) {
            batch.add(this);
        }
    }

    /** Queues the frame to be written with the batch; never waits. */
    Offer offer(Frame frame, FlushBatch batch) {
        SendQueue.Added added = waiting.add(frame);
        if (added == SendQueue.Added.FIRST) {
            batch.add(this);
        }
        return outcome(added);
    }

    private static Offer outcome(SendQueue.Added added) {
        return switch (added) {
            case FIRST, BEHIND -> Offer.ACCEPTED;
            case FULL -> Offer.FULL;
            case CLOSED -> Offer.CLOSED;
        };
    }

    /**
     * Queues the frame for the next {@link #flush}. Waits while the outbox is full, so that the server stops reading
     * from a peer that does not read the answers. Does nothing once the outbox is closing.
     */
    public void post(Frame frame) {
        while (!postNow(frame)) {
            flush();
            waiting.awaitRoomForAnswer(frame);
        }
    }

    /** The same, but false if the outbox is full. */
    boolean postNow(Frame frame) {
        return waiting.addMinor(frame) != SendQueue.Added.FULL;
    }

    /** Lets another thread write what waits, unless one already does; false if there are no more threads. */
    boolean handOver() {
        return !waiting.startWriting() || startWriter();
    }

    /** Whether a thread that reads from another peer may write to this one, see {@link InlineWriter}. */
    boolean allowsInlineWrites() {
        return !bare && !slow;
    }

    /** Records that this peer has blocked an inline writer: from now on only background writers write to it. */
    void markSlow() {
        slow = true;
    }

    /**
     * Writes what waits on this thread, unless another thread already does, or the peer is bare and has to be paced.
     */
    public void flush() {
        if (!waiting.startWriting()) {
            return;
        }
        if (bare) {
            startWriter();
        } else {
            writeAll();
        }
    }

    /**
     * Leaves what waits to a later flush, and until then to whoever adds more. False if nothing waits, or a flush is due
     * anyway. Not for a bare peer, whose pace gives it no more in one write.
     */
    boolean postpone() {
        if (!waiting.leaveToOthers() || postponed) {
            return false;
        }
        postponed = true;
        return true;
    }

    /** The later flush comes now. */
    void endPostponing() {
        postponed = false;
    }

    /**
     * Accepts nothing more, and lets another thread write what waits. Returns at once.
     *
     * @param last added at the end, even if the outbox is full; null adds nothing. For a bare peer it goes to the
     *     front: at the pace it might come too late.
     */
    void finish(@Nullable Frame last) {
        waiting.finish(last, bare);
        if (!handOver()) {
            LOG.debug("Out of threads: the last frame to a peer is lost");
        }
    }

    /**
     * Returns a test for later: whether everything that is queued now is written or being written. (The end of a write
     * is known only later, perhaps after the peer has read and answered it.) False after the close, which may have
     * dropped it.
     */
    BooleanSupplier written() {
        long mark = waiting.added();
        return () -> waiting.hasTaken(mark);
    }

    /** The milliseconds that the pace adds for the objects that wait; 0 for a line peer. */
    long pauseMillis() {
        return bare ? barePace.multipliedBy(waiting.size()).toMillis() : 0;
    }

    /** Whether the writer is pausing now for the pace of a bare peer. */
    boolean isPacing() {
        return pacing;
    }

    /** The length of all buffers that what waits has borrowed. */
    int borrowedBytes() {
        return waiting.borrowedBytes();
    }

    /** For how many nanoseconds the peer has read nothing of what is being written; 0 if nothing is. */
    long stalledNanos(long now) {
        return waiting.stalledNanos(now);
    }

    /** Waits until everything is written; false if that takes longer, or the thread was interrupted. */
    boolean awaitWritten(long timeout, TimeUnit unit) {
        return waiting.awaitWritten(timeout, unit);
    }

    /** See {@link Connection#counts}. */
    Counts counts(long received, boolean dismissed) {
        return new Counts(received, waiting.taken(), waiting.bytes(), dismissed, overflowed);
    }

    /** Closes since too much waits; false if it was already closed. */
    boolean overflow() {
        boolean closes = close();
        overflowed |= closes;
        return closes;
    }

    /** Drops what waits and accepts nothing more; false if it was already closed. */
    boolean close() {
        return waiting.close();
    }

    /** Only for the thread that has started writing. */
    private void writeAll() {
        try {
            for (SendBuffer.Piece piece = waiting.take(!bare); piece != null; piece = waiting.take(!bare)) {
                piece.writeTo(out);
                if (bare) {
                    pause();
                }
            }
        } catch (IOException e) {
            fail();
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        }
    }

    /** This thread remains the writer meanwhile, so that no other write comes within the pace. */
    private void pause() {
        pacing = true;
        try {
            TimeUnit.NANOSECONDS.sleep(barePace.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pacing = false;
        }
    }

    /** False if there are no more threads; the connection is then closed. */
    private boolean startWriter() {
        try {
            writers.execute(this::writeAll);
            return true;
        } catch (OutOfMemoryError e) {
            LOG.warn("Out of threads: closing a connection that has something to write: {}", e.getMessage());
            fail();
            return false;
        }
    }

    private void fail() {
        waiting.close();
        waiting.take(true);
        onFailure.run();
    }
}
