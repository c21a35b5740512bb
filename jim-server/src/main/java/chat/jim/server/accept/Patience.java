package chat.jim.server.accept;

import chat.jim.log.PeerAddress;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hangs up on peers that take too long for what comes before their first object. All methods may be called from any
 * thread.
 */
final class Patience implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Patience.class);

    /** Long enough for a slow network. */
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(8);

    /** When each of them has begun. */
    private final Map<Socket, Long> begun = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** What is waited for. */
    @FunctionalInterface
    interface Wait<T> {
        T result() throws IOException;
    }

    /**
     * Waits on this thread, and returns the result. Closes the socket if there is none.
     *
     * @throws IOException the peer was too slow, or has gone, or the wait itself has failed
     */
    <T> T await(Socket socket, Wait<T> wait) throws IOException {
        begun.put(socket, System.nanoTime());
        if (closed) {
            TlsHandshakes.hangUp(socket);
        }
        try {
            return wait.result();
        } catch (IOException | RuntimeException | Error e) {
            TlsHandshakes.hangUp(socket);
            throw e;
        } finally {
            begun.remove(socket);
        }
    }

    /**
     * Hangs up on those that take too long. Call this about every second.
     *
     * @param late whether this comes much later than due: then all have their time anew
     */
    void tick(long now, boolean late) {
        if (late) {
            begun.replaceAll((socket, since) -> now);
        }
        begun.forEach((socket, since) -> {
            if (now - since > LONGEST) {
                LOG.debug("{} has not begun in time", PeerAddress.of(socket.getInetAddress()));
                TlsHandshakes.hangUp(socket);
            }
        });
    }

    /** Hangs up on all of them, and on those that begin later. */
    @Override
    public void close() {
        closed = true;
        begun.keySet().forEach(TlsHandshakes::hangUp);
    }
}
