package chat.jim.net;

import chat.jim.thread.Threads;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a connection in good order: writes what waits, then lets the peer hang up. {@link Connection} says what each
 * method is for. All methods may be called from any thread.
 */
final class GracefulClose {
    private static final Logger LOG = LoggerFactory.getLogger(GracefulClose.class);

    /** How long a peer may take to read the last frame, and then to hang up. */
    private static final int MILLIS = 2000;

    private final Transport transport;
    private final Outbox outbox;
    private final AtomicBoolean dismissing = new AtomicBoolean();

    /** Set when the last frame is queued: the owner, who sees it, may end the output at once. */
    private volatile boolean dismissed;

    GracefulClose(Transport transport, Outbox outbox) {
        this.transport = transport;
        this.outbox = outbox;
    }

    /** Whether the connection reads nothing more. */
    boolean isDismissed() {
        return dismissed;
    }

    /** See {@link Connection#dismiss}; {@code close} cuts the peer off. */
    boolean dismiss(@Nullable Frame last, Runnable close) {
        if (!dismissing.compareAndSet(false, true)) {
            return false;
        }
        outbox.finish(last);
        dismissed = true;
        try {
            boolean ownerEnds = transport.endInput();
            Threads.start(() -> awaitDismissed(ownerEnds, close));
        } catch (IOException | OutOfMemoryError e) {
            LOG.debug("{} has already gone, or there is no thread to wait for it", transport.peer());
            close.run();
        }
        return true;
    }

    /** The owner ends the output if it can, when it has cleaned up: whoever reads the end can count on that. */
    private void awaitDismissed(boolean ownerEnds, Runnable close) {
        if (!ownerEnds) {
            awaitFinished(MILLIS);
            close.run();
        } else if (!outbox.awaitWritten(MILLIS, TimeUnit.MILLISECONDS)) {
            close.run();
        }
    }

    /** See {@link Connection#awaitFinished}. */
    boolean awaitFinished(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (!outbox.awaitWritten(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        transport.endOutput(Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        return true;
    }

    /** Writes what waits, and waits until the peer has hung up; true if it has done so in good order. */
    boolean awaitPeer() {
        outbox.finish(null);
        boolean written = awaitFinished(MILLIS + outbox.pauseMillis());
        return transport.linger(MILLIS) && written;
    }
}
