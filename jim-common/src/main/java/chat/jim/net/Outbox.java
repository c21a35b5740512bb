package chat.jim.net;

import chat.jim.wire.Frame;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be written to one peer, in order. At any time at most one thread writes it out; when nothing waits there
 * is no such thread. To a line peer all that waits goes out in one write; to a bare peer, which any peer is until it is
 * known better, one object a write, at a pace (PROTOCOL.md, section 1). All methods may be called from any thread.
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
    private volatile boolean staysBare;
    private volatile boolean keepsWaiting;
    private volatile boolean pausing;

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

    /** The peer is a line peer from now on. Costs next to nothing when that is known, so it may be said at every read. */
    public void readsLines() {
        if (bare && !staysBare) {
            bare = false;
        }
    }

    /** Whether the peer is to be treated as a bare one even if it ends its own objects with line feeds. */
    public void staysBare(boolean stays) {
        staysBare = stays;
        bare |= stays;
    }

    /** Whether it is not known to read lines. */
    public boolean isBare() {
        return bare;
    }

    /** Queues the frame and has it written; never waits. */
    public Offer offer(Frame frame) {
        SendQueue.Added added = waiting.add(frame);
        return added == SendQueue.Added.FIRST && !handOver() ? Offer.CLOSED : outcome(added);
    }

    /** Queues the frame, to be written with all that is pending; never waits. */
    Offer offer(Frame frame, FlushBatch pending) {
        SendQueue.Added added = waiting.add(frame);
        if (added == SendQueue.Added.FIRST) {
            pending.add(this);
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

    /** Has another thread write what waits, if none is at it; false if there is none to be had. */
    boolean handOver() {
        return !waiting.startWriting() || startWriter();
    }

    /** Whether who has something for the peer may write it itself, see {@link InlineWriter}. */
    boolean takesDirectWrites() {
        return !bare && !keepsWaiting;
    }

    /** The peer has kept one waiting who wrote directly. */
    void keepsWaiting() {
        keepsWaiting = true;
    }

    /** Has all written that waits, on this thread unless another one is at it, or it would have to pause for the pace. */
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

    /** Takes nothing more, and has written what waits. Returns at once. */
    public void finish() {
        waiting.finish();
        if (!handOver()) {
            LOG.debug("The last words are lost");
        }
    }

    /**
     * The same with last words, even if the outbox is full. They come behind all that waits, but to a bare peer before it:
     * at its pace they might come too late.
     */
    public void finish(Frame lastWords) {
        waiting.finish(lastWords, bare);
        finish();
    }

    /** A mark behind all that was queued up to now, for {@link #hasWritten}. */
    public long mark() {
        return waiting.added();
    }

    /**
     * Whether nothing waits any more that was queued before the mark was made: it is written, or being written. (That it is
     * written is known only later, perhaps after the peer has read and answered it.) Never
     * after the close, which may have dropped it.
     */
    public boolean hasWritten(long mark) {
        return waiting.hasTaken(mark);
    }

    /** How many milliseconds the pace takes for what waits: none for a line peer. */
    public long pauseMillis() {
        return bare ? barePace.multipliedBy(waiting.size()).toMillis() : 0;
    }

    /** Whether it is the pace that keeps a bare peer waiting now, and not the peer, who reads nothing. */
    public boolean pausing() {
        return pausing;
    }

    /** Waits until nothing waits any more; false if that took longer, or the thread was interrupted. */
    public boolean awaitWritten(long timeout, TimeUnit unit) {
        return waiting.awaitWritten(timeout, unit);
    }

    /** Drops what waits and takes nothing more; false if it was closed already. */
    public boolean close() {
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

    /** Until it is over, this thread is still the one that writes: so no two writes come within the pace. */
    private void pause() {
        pausing = true;
        try {
            TimeUnit.NANOSECONDS.sleep(barePace.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pausing = false;
        }
    }

    /** False if there is no thread to be had, and then the peer is given up. */
    private boolean startWriter() {
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
        waiting.close();
        waiting.take(true);
        onFailure.run();
    }
}
