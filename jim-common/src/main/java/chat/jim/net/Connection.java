package chat.jim.net;

import chat.jim.tls.TlsClient;
import chat.jim.tls.TlsException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket that carries frames both ways: read by the one thread that owns it, written through its outbox. Where nothing
 * else is said, a method may be called from any thread, and does nothing after the close.
 */
public final class Connection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Transport transport;
    private final FrameReader reader;
    private final Outbox outbox;
    private final FlushBatch pending = new FlushBatch();
    private final GracefulClose farewell;

    /**
     * Takes over a connected socket, and closes it if it cannot be used.
     *
     * @param secured has shaken hands over it; null is plain TCP
     * @param barePace the least time between two writes to a bare peer
     * @param outboxBytes bytes that may wait for a peer that reads slowly, before it is dropped
     * @throws IOException the socket is already closed
     */
    public Connection(Socket socket, @Nullable SSLSocket secured, Duration barePace, int outboxBytes)
            throws IOException {
        this(new Transport(socket, secured), barePace, outboxBytes);
    }

    private Connection(Transport transport, Duration barePace, int outboxBytes) throws IOException {
        this.transport = transport;
        try {
            outbox = new Outbox(transport.out(), outboxBytes, barePace, Threads::start, this::close);
            reader = new FrameReader(transport.in());
            farewell = new GracefulClose(transport, outbox);
        } catch (IOException e) {
            transport.close();
            throw e;
        }
    }

    /**
     * Connects to a listening server, which takes its objects however they come; 1 MiB may wait for it.
     *
     * @param tls to speak TLS; null does not
     * @throws TlsException the server is not trusted, or speaks no TLS that will do
     * @throws IOException nobody listens there, or not within so many milliseconds
     */
    public static Connection connect(String host, int port, @Nullable TlsClient tls, int millis) throws IOException {
        Transport transport = Transport.connect(host, port, tls, millis);
        Connection connection = new Connection(transport, Duration.ZERO, 1024 * 1024);
        connection.outbox.readsLines();
        return connection;
    }

    /**
     * Returns the next frame that is at hand, good until the next call, or null: then {@link #await} has to. Only for the
     * owner.
     *
     * @throws FrameException what came was no good object; see {@link FrameException#fatal}
     */
    public @Nullable Frame next() throws FrameException {
        try {
            return farewell.isDismissed() ? null : reader.next();
        } finally {
            if (reader.endsLines()) {
                outbox.readsLines();
            }
        }
    }

    /** Waits for more to come; false at the end. Only for the owner. Throws if the connection broke, or was closed. */
    public boolean await() throws IOException {
        return !farewell.isDismissed() && reader.fill();
    }

    /**
     * Writes what was posted, and has all written that was pushed on behalf of this connection, before the owner waits for
     * more. False if the owner has been relieved meanwhile, see {@link InlineWriter}: {@code successor}, on another thread,
     * is the owner now.
     */
    public boolean settle(Runnable successor) {
        if (!pending.write(successor)) {
            return false;
        }
        outbox.flush();
        Threads.giveWay();
        return true;
    }

    /** Queues the frame, to be written by the next {@link #flush} or {@link #settle}; waits while the outbox is full. */
    public void post(Frame frame) {
        if (!outbox.postNow(frame)) {
            pending.handOver();
            outbox.post(frame);
        }
    }

    /** Writes what was posted, on this thread. */
    public void flush() {
        outbox.flush();
    }

    /** The same, and other threads write all that was pushed on behalf of this connection. Only for the owner. */
    public void flushAll() {
        pending.handOver();
        outbox.flush();
    }

    /**
     * Queues the frame and has it written by another thread; never waits. A peer that has read so slowly that its
     * outbox is full is disconnected. False if the frame will not be written.
     */
    public boolean push(Frame frame) {
        return isAccepted(outbox.offer(frame));
    }

    /**
     * The same, but written when {@code source} is settled or flushed. Only for the owner of that, which waits for the
     * writers for a moment where many have filled the outbox before one of them got its turn.
     */
    public boolean push(Frame frame, Connection source) {
        Outbox.Offer offer = outbox.offer(frame, source.pending);
        while (offer == Outbox.Offer.FULL && source.pending.letWrite()) {
            offer = outbox.offer(frame, source.pending);
        }
        return isAccepted(offer);
    }

    private boolean isAccepted(Outbox.Offer offer) {
        if (offer == Outbox.Offer.FULL && outbox.close()) {
            LOG.warn("{} reads too slowly and is dropped: no more may wait for it", peer());
            close();
        }
        return offer == Outbox.Offer.ACCEPTED;
    }

    /** Takes no more frames to write, and writes those that wait. Returns at once. */
    public void finish() {
        farewell.finish(null);
    }

    /** The same with last words, if there are any, see {@link Outbox#finish(Frame)}. */
    public void finish(@Nullable Frame lastWords) {
        farewell.finish(lastWords);
    }

    /**
     * Queues the last words, if there are any, takes no more frames to write, and reads nothing more, so that the owner comes
     * to the end; a peer that does not read the last words within a short time is cut off. Returns at once; false if the
     * connection was dismissed before.
     */
    public boolean dismiss(@Nullable Frame lastWords) {
        return farewell.dismiss(lastWords, this::close);
    }

    /** Returns what tells whether all that has been queued by now is written, or being written. */
    public BooleanSupplier written() {
        long mark = outbox.mark();
        return () -> outbox.hasWritten(mark);
    }

    /** Whether it is neither dismissed nor closed. */
    public boolean isOpen() {
        return !farewell.isDismissed() && !transport.isClosed();
    }

    /** Whether it is the pace of a bare peer that keeps it waiting now. */
    public boolean pausing() {
        return outbox.pausing();
    }

    /**
     * Writes what waits, says that nothing more comes, and closes once the peer has hung up too or a short time is over.
     * Only for the owner. True if all was written and the peer then hung up in good order; if {@code wary}, not also before.
     */
    public boolean shutdown(boolean wary) {
        boolean early = wary && transport.hasEnded();
        pending.handOver();
        try (this) {
            return farewell.awaitPeer() && !early;
        }
    }

    /** After {@link #finish}: waits until all is written, and then says that nothing more comes. False if it took longer. */
    public boolean awaitFinished(long millis) {
        return farewell.awaitFinished(millis);
    }

    /** Closes now; what waits is lost. */
    @Override
    public void close() {
        outbox.close();
        transport.close();
    }

    /** Whether the peer is not known to read lines. */
    public boolean isBare() {
        return outbox.isBare();
    }

    /** Whether the peer has ended an object with a line feed, as far as was read. Only for the owner. */
    public boolean endsLines() {
        return reader.endsLines();
    }

    /** Whether the peer is to be treated as a bare one even if it ends its own objects with line feeds. */
    public void staysBare(boolean stays) {
        outbox.staysBare(stays);
    }

    /** Has TCP find out whether the peer is still there when nothing has come for so long; zero is never. */
    public void keepAlive(Duration silence) {
        transport.keepAlive(silence);
    }

    /** Whether nobody between here and the peer can read along. */
    public boolean isEncrypted() {
        return transport.isEncrypted();
    }

    /** The peer's address. */
    public InetAddress address() {
        return transport.address();
    }

    /** The peer's address and port, for logs. */
    public String peer() {
        return transport.peer();
    }
}
