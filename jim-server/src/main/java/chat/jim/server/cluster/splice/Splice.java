package chat.jim.server.cluster.splice;

import chat.jim.fault.FatalErrors;
import chat.jim.net.Connection;
import chat.jim.server.routing.Others;
import chat.jim.thread.Threads;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and the passage by which another server serves it: the bytes of the peer go there as they are, and the
 * objects from there to the peer, also if it takes one at a time only. How one of them ends, so does the other.
 */
final class Splice implements Others.Detour {
    private static final Logger LOG = LoggerFactory.getLogger(Splice.class);

    /** Longer than a server takes to end a connection in good order. */
    private static final long MILLIS_TO_END = 10_000;

    /** How long a peer may take to read what waits for it, and then to hang up. */
    private static final long MILLIS_TO_HANG_UP = 2_000;

    private final Connection connection;
    private final Passage passage;

    /** The other server has ended it, and everything from there waits to be written. */
    private final CountDownLatch ended = new CountDownLatch(1);

    /** The peer has hung up. */
    private final CountDownLatch hungUp = new CountDownLatch(1);

    /** That of a connection whose first bytes are on their way. */
    Splice(Connection connection, Passage passage) {
        this.connection = connection;
        this.passage = passage;
    }

    @Override
    public void run() throws IOException {
        boolean isWhole = false;
        try {
            Threads.start(this::bringBack);
            do {
                connection.passOn(passage.out());
            } while (connection.await());
            isWhole = hangUp();
        } catch (OutOfMemoryError e) {
            FatalErrors.check(e);
            LOG.debug("There is no thread for {}", connection.peer());
        } finally {
            hungUp.countDown();
            if (!isWhole) {
                passage.breakOff();
            }
            passage.close();
        }
    }

    /** The peer has hung up, or was dismissed here. Whether the other server has ended the session in good order. */
    private boolean hangUp() {
        boolean isOpen = connection.isOpen();
        if (isOpen) {
            passage.endOutput();
            hungUp.countDown();
        }
        boolean isWhole = isOpen && await(ended, MILLIS_TO_END);
        connection.shutdown(false);
        return isWhole;
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs on a thread of its own. */
    private void bringBack() {
        try {
            FrameReader reader = new FrameReader(passage.in());
            reader.takeLong();
            do {
                for (Frame frame = reader.next(); frame != null; frame = reader.next()) {
                    connection.post(frame);
                }
                connection.flush();
            } while (reader.fill());
        } catch (IOException | FrameException e) {
            LOG.debug("The server of {} has gone: {}", connection.peer(), e.getMessage());
        } finally {
            connection.finish(null);
            connection.awaitFinished(MILLIS_TO_HANG_UP);
            ended.countDown();
            if (!await(hungUp, MILLIS_TO_HANG_UP)) {
                connection.close();
            }
        }
    }
}
