package chat.jim.net;

import chat.jim.wire.Frame;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written to one peer, in order. At most one thread writes it out at any time; there is none while nothing
 * waits. A line peer gets all that waits in one write. A bare peer gets one object a write, at a pace; every peer is bare
 * until it has ended an object with a line feed (PROTOCOL.md, section 1). All methods may be called from any thread.
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

    private final OutputStream out;
    private final SendQueue waiting;
    private final Duration barePace;
    private final Executor writers;
    private final Runnable onFailure;
    private volatile boolean bare = true;
    private volatile boolean forcedBare;
    private volatile boolean slow;
    private volatile boolean pacing;

    /**
     * Writes to {@code out}, on threads of {@code writers} where the caller may not wait.
     *
     * @param limit bytes that may wait
     * @param barePace the least time between two writes to a bare peer
     * @param onFailure run once if a write fails, after the outbox has closed itself
     */
    public Outbox(OutputStream out, int limit, Duration barePace, Executor writers, Runnable onFailure) {
        this.out = out;
        waiting = new SendQueue(limit);
        this.barePace = barePace;
        this.writers = writers;
        this.onFailure = onFailure;
    }

    /** Treats the peer as a line peer from now on. Costs next to nothing the second time, so every read may call it. */
    public void markLinePeer() {
        if (bare && !forcedBare) {
            bare = false;
        }
    }

    /** Whether to treat the peer as a bare one even if it ends its own objects with line feeds. */
    void forceBare(boolean forced) {
        forcedBare = forced;
        bare |= forced;
    }

    /** Whether the peer is not known to read lines. */
    boolean isBare() {
        return bare;
    }

    /** Queues the frame, to be written by another thread; never waits. */
    public Offer offer(Frame frame) {
        SendQueue.Added added = waiting.add(frame);
        return added == SendQueue.Added.FIRST && !handOver() ? Offer.CLOSED : outcome(added);
    }

    /** Queues the frame, to be written with the batch; never waits. */
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
     * Queues the frame to be written by the next {@link #flush}; waits while the outbox is full, so a peer that asks
     * without reading the answers is read no further. Does nothing once the outbox is closing.
     */
    public void post(Frame frame) {
        while (!postNow(frame)) {
            flush();
            waiting.awaitRoom(frame);
        }
    }

    /** The same, but false if the outbox is full. */
    boolean postNow(Frame frame) {
        return waiting.add(frame) != SendQueue.Added.FULL;
    }

    /** Lets another thread write what waits, unless one does already; false if there are no more threads. */
    boolean handOver() {
        return !waiting.startWriting() || startWriter();
    }

    /** Whether a reading thread may write to this peer itself, see {@link InlineWriter}. */
    boolean allowsInlineWrites() {
        return !bare && !slow;
    }

    /** This peer has blocked an inline writer: only background writers write to it from now on. */
    void markSlow() {
        slow = true;
    }

    /** Writes what waits: on this thread, unless another one does already, or a pause for the pace is due. */
    @Override
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
     * Takes nothing more, and lets another thread write what waits. Returns at once.
     *
     * @param last added at the end, even if the outbox is full; null adds nothing. For a bare peer it goes to the front,
     *     since at its pace it might come too late.
     */
    void finish(@Nullable Frame last) {
        waiting.finish(last, bare);
        if (!handOver()) {
            LOG.debug("Out of threads: the last frame to a peer is lost");
        }
    }

    /** A mark behind all that was queued up to now, for {@link #hasWritten}. */
    long mark() {
        return waiting.added();
    }

    /**
     * Whether all that was queued before the mark is written or being written. (It is known to be written only later, perhaps
     * after the peer has read and answered it.) False after the close, which may have dropped it.
     */
    boolean hasWritten(long mark) {
        return waiting.hasTaken(mark);
    }

    /** How many milliseconds the pace takes for what waits: none for a line peer. */
    long pauseMillis() {
        return bare ? barePace.multipliedBy(waiting.size()).toMillis() : 0;
    }

    /** Whether a bare peer waits now because of its pace, and not because it reads nothing. */
    boolean isPacing() {
        return pacing;
    }

    /** Waits until nothing waits any more; false if that took longer, or the thread was interrupted. */
    boolean awaitWritten(long timeout, TimeUnit unit) {
        return waiting.awaitWritten(timeout, unit);
    }

    /** Drops what waits and takes nothing more; false if it was closed already. */
    boolean close() {
        return waiting.close();
    }

    /** Only for the thread that has to write. */
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

    /** This thread stays the one that writes meanwhile, so no two writes come within the pace. */
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

    /** False if there are no more threads; the peer is given up then. */
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
