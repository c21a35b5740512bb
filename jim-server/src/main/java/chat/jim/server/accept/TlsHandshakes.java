package chat.jim.server.accept;

import chat.jim.tls.TlsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the TLS handshake with each peer on the peer's own thread, and hangs up on a peer that takes too long. All
 * methods may be called from any thread.
 */
public final class TlsHandshakes implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);

    /** The time for a handshake: long enough for a slow network. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(8);

    /** When each handshake in progress has begun. */
    private final Map<Socket, Long> begun = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** Closes the socket, if it is still open. */
    public static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed: {}", e.getMessage());
        }
    }

    /**
     * Shakes hands, and returns the TLS socket. Closes the socket if the handshake fails.
     *
     * @throws IOException the peer speaks no acceptable TLS, was too slow, or has gone
     */
    public SSLSocket shakeHands(Socket socket, TlsServer tls) throws IOException {
        begun.put(socket, System.nanoTime());
        if (closed) {
            hangUp(socket);
        }
        try {
            return tls.shakeHands(socket);
        } catch (IOException | RuntimeException e) {
            hangUp(socket);
            throw new IOException("no TLS handshake: " + e.getMessage(), e);
        } catch (Error e) {
            hangUp(socket);
            throw e;
        } finally {
            begun.remove(socket);
        }
    }

    /**
     * Hangs up on peers whose handshake takes too long. Call this about every second.
     *
     * @param late whether this comes much later than due: then all have their time anew
     */
    public void tick(long now, boolean late) {
        if (late) {
            begun.replaceAll((socket, since) -> now);
        }
        begun.forEach((socket, since) -> {
            if (now - since > PATIENCE) {
                LOG.debug("No TLS handshake in time with {}", socket.getRemoteSocketAddress());
                hangUp(socket);
            }
        });
    }

    /** Hangs up on all peers that are in a handshake, and on those that begin one later. */
    @Override
    public void close() {
        closed = true;
        begun.keySet().forEach(TlsHandshakes::hangUp);
    }
}
