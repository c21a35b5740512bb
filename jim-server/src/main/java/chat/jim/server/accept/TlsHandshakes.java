package chat.jim.server.accept;

import chat.jim.tls.TlsServer;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does the TLS handshake with each peer on the peer's own thread. All methods may be called from any thread. */
public final class TlsHandshakes {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshakes.class);

    private final Patience patience;

    TlsHandshakes(Patience patience) {
        this.patience = patience;
    }

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
    SSLSocket shakeHands(Socket socket, TlsServer tls) throws IOException {
        try {
            return patience.await(socket, () -> tls.shakeHands(socket));
        } catch (IOException | RuntimeException e) {
            throw new IOException("no TLS handshake: " + e.getMessage(), e);
        }
    }
}
