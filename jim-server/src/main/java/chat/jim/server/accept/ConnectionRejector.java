package chat.jim.server.accept;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.codec.Codec;
import chat.jim.log.OncePerMinute;
import chat.jim.process.Timer;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.config.ConnectionLimit;
import chat.jim.server.measure.Tally;
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

    /**
     * Why a connection is refused.
     *
     * @param word for those who count
     * @param sentence what the peer is told
     */
    public record Refusal(String word, String sentence) {
        /** There is no room for more. */
        static final Refusal FULL = new Refusal("full", "The server is full: try again later.");

        /** There is no room for more from that address. */
        static final Refusal ADDRESS =
                new Refusal("address", "Too many connections from your address: close one, or try again later.");

        /** They come too fast. */
        static final Refusal RATE =
                new Refusal("rate", "Too many new connections from your address: wait a few seconds, then try again.");

        /** Nobody is let in any more. */
        public static final Refusal DRAINING =
                new Refusal("draining", "The server is about to go down: try again later.");

        /** The address is banned, as that sentence says. */
        static Refusal banned(String sentence) {
            return new Refusal("banned", sentence);
        }
    }

    private final Replies replies;
    private final Timer timer;
    private final boolean sendsAnswer;
    private final Semaphore lingering = new Semaphore(ConnectionLimit.REFUSED_BUT_OPEN);
    private final AtomicLong refused = new AtomicLong();
    private final Tally tally;
    private final OncePerMinute warning = new OncePerMinute();

    /**
     * Makes one.
     *
     * @param sendsAnswer whether to send the 503, which would need a handshake first over TLS
     * @param tally counts by the reasons
     */
    public ConnectionRejector(Replies replies, Timer timer, boolean sendsAnswer, Tally tally) {
        this.replies = replies;
        this.timer = timer;
        this.sendsAnswer = sendsAnswer;
        this.tally = tally;
    }

    /**
     * Refuses a connection, and closes it a little later. Closing it at once, with a request unread, would lose the
     * answer. If there are too many at once, the connection is closed without an answer.
     */
    void refuse(Socket socket, Refusal refusal) {
        tally.note(refusal.word());
        warn(refusal.sentence());
        if (!sendsAnswer || !lingering.tryAcquire()) {
            TlsHandshakes.hangUp(socket);
            return;
        }
        try {
            Response answer = replies.of(Code.UNAVAILABLE, refusal.sentence());
            socket.getOutputStream().write((Codec.encode(answer).text() + "\n").getBytes(UTF_8));
            socket.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("A connection broke before it was refused: {}", e.getMessage());
        }
        timer.after(MILLIS_TO_READ_IT, () -> {
            TlsHandshakes.hangUp(socket);
            lingering.release();
        });
    }

    /** A peer has failed to begin TLS. */
    void countTls() {
        tally.note("tls");
    }

    private void warn(String sentence) {
        long soFar = refused.incrementAndGet();
        if (warning.isDue()) {
            LOG.warn("Refusing connections, {} so far, the last one with: {}", soFar, sentence);
        }
    }
}
