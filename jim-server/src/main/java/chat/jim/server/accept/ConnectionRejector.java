package chat.jim.server.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.log.OncePerMinute;
import chat.jim.process.Timer;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.peer.Replies;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refuses connections with a 503, from any thread. It never waits, since a 503 fits into any socket's buffer. */
public final class ConnectionRejector {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionRejector.class);

    private static final long MILLIS_TO_READ_IT = 200;

    private final Replies replies;
    private final Timer timer;
    private final boolean sendsAnswer;
    private final Semaphore lingering = new Semaphore(ConnectionLimit.REFUSED_BUT_OPEN);
    private final AtomicLong refused = new AtomicLong();
    private final OncePerMinute warning = new OncePerMinute();

    /** @param sendsAnswer whether to send the 503, which would need a handshake first over TLS */
    public ConnectionRejector(Replies replies, Timer timer, boolean sendsAnswer) {
        this.replies = replies;
        this.timer = timer;
        this.sendsAnswer = sendsAnswer;
    }

    /**
     * Refuses a connection, and closes it a little later. Closing it at once, with a request unread, would lose the
     * answer. If there are too many at once, the connection is closed without an answer.
     */
    public void refuse(Socket socket, String sentence) {
        warn(sentence);
        if (!sendsAnswer || !lingering.tryAcquire()) {
            TlsHandshakes.hangUp(socket);
            return;
        }
        try {
            Response refusal = replies.of(Code.UNAVAILABLE, sentence);
            socket.getOutputStream().write((Codec.encode(refusal).text() + "\n").getBytes(UTF_8));
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A connection broke before it was refused: {}", e.getMessage());
        }
        timer.after(MILLIS_TO_READ_IT, () -> {
            TlsHandshakes.hangUp(socket);
            lingering.release();
        });
    }

    private void warn(String sentence) {
        long soFar = refused.incrementAndGet();
        if (warning.isDue()) {
            LOG.warn("Refusing connections, {} so far, the last one with: {}", soFar, sentence);
        }
    }
}
