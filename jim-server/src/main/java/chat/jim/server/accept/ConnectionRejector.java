package chat.jim.server.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.session.ServerContext;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns connections away with a 503, on the listener's thread: that never waits, since so little fits into any socket.
 */
public final class ConnectionRejector {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRejector.class);

    /** How many sockets are kept for a moment after they were refused: each of them is an open file. */
    public static final int KEPT = 64;

    private static final long MILLIS_TO_READ_IT = 200;
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private final ServerContext services;
    private final Timer timer;
    private final boolean aloud;
    private final Semaphore kept = new Semaphore(KEPT);
    private long refused;
    private long warned = System.nanoTime() - BETWEEN_WARNINGS;

    /** @param aloud whether to say so: over TLS one would first have to shake hands */
    public ConnectionRejector(ServerContext services, Timer timer, boolean aloud) {
        this.services = services;
        this.timer = timer;
        this.aloud = aloud;
    }

    /**
     * Refuses a connection. It is closed a little later: at once, with the first request unread behind, the answer would be
     * lost. When too many come for that, they get none.
     */
    public void refuse(Socket socket, String sentence) {
        warn(sentence);
        if (!aloud || !kept.tryAcquire()) {
            TlsHandshakes.hangUp(socket);
            return;
        }
        try {
            Response refusal = services.response(Code.UNAVAILABLE, sentence);
            socket.getOutputStream().write((services.codec().encode(refusal).text() + "\n").getBytes(UTF_8));
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A connection was gone before it was refused: {}", e.getMessage());
        }
        timer.after(MILLIS_TO_READ_IT, () -> {
            TlsHandshakes.hangUp(socket);
            kept.release();
        });
    }

    /** Now and then: whoever floods the server shall not flood its log too. */
    private void warn(String sentence) {
        refused++;
        long now = System.nanoTime();
        if (now - warned >= BETWEEN_WARNINGS) {
            LOG.warn("Connections are refused, {} so far, the last with: {}", refused, sentence);
            warned = now;
        }
    }
}
