package chat.jim.server.accept;

import chat.jim.tls.TlsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the TLS handshake with each peer on the peer's own thread, and hangs up on a peer that takes too long. From any
 * thread.
 */
public final class TlsHandshakes implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);

    /** Long enough for a slow network, however late {@link #tick} comes. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(8);

    private final Set<Handshake> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A handshake that began at that time. */
    private record Handshake(Socket socket, long since) {
        void hangUp() {
            TlsHandshakes.hangUp(socket);
        }
    }

    /** Closes the socket, if it is not closed already. */
    public static void hangUp(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Closing a connection failed: {}", e.getMessage());
        }
    }

    /**
     * Returns the socket to speak TLS through, once hands are shaken; closes the socket if the handshake fails.
     *
     * @throws IOException the peer speaks no TLS that will do, was too slow, or is gone
     */
    public SSLSocket shakeHands(Socket socket, TlsServer tls) throws IOException {
        Handshake handshake = new Handshake(socket, System.nanoTime());
        underWay.add(handshake);
        if (closed) {
            handshake.hangUp();
        }
        try {
            return tls.shakeHands(socket);
        } catch (IOException | RuntimeException e) {
            handshake.hangUp();
            throw new IOException("no TLS handshake: " + e.getMessage(), e);
        } catch (Error e) {
            handshake.hangUp();
            throw e;
        } finally {
            underWay.remove(handshake);
        }
    }

    /** Hangs up on peers whose handshake takes too long; to be called every second or so. */
    public void tick(long now) {
        for (Handshake handshake : underWay) {
            if (now - handshake.since() > PATIENCE) {
                LOG.debug("No TLS handshake in time with {}", handshake.socket().getRemoteSocketAddress());
                handshake.hangUp();
            }
        }
    }

    /** Hangs up on all peers in a handshake, and on those that begin one later. */
    @Override
    public void close() {
        closed = true;
        underWay.forEach(Handshake::hangUp);
    }
}
