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
 * One socket that carries frames both ways. The thread that reads it owns it.
 *
 * <p>Four ways to write. The owner answers with {@link #post}. Anybody hands a frame over with {@link #push}, which never
 * waits. {@link #flush} writes what was posted, and lets other threads write what the owner has pushed. {@link #flushBatch}
 * does so at the end of a round: so all that one read has brought goes out in one go.
 *
 * <p>Four ways to end. {@link #finish} writes a last frame and takes no more. {@link #dismiss} also reads no more, and cuts
 * off a peer that does not go. {@link #shutdown} is the owner's: it writes what waits, and waits until the peer has hung up.
 * {@link #close} ends it now.
 *
 * <p>A method may be called from any thread where it does not say that it is for the owner, and does nothing after the
 * close.
 */
public final class Connection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Transport transport;
    private final FrameReader reader;
    private final Outbox outbox;
    private final FlushBatch batch = new FlushBatch();
    private final GracefulClose ending;

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
            ending = new GracefulClose(transport, outbox);
        } catch (IOException e) {
            transport.close();
            throw e;
        }
    }

    /**
     * Connects to a listening server, which takes any number of objects at once; 1 MiB may wait for it.
     *
     * @param tls to speak TLS; null does not
     * @throws TlsException the server is not trusted, or speaks no TLS that will do
     * @throws IOException nobody listens there, or not within so many milliseconds
     */
    public static Connection connect(String host, int port, @Nullable TlsClient tls, int millis) throws IOException {
        Transport transport = Transport.connect(host, port, tls, millis);
        Connection connection = new Connection(transport, Duration.ZERO, 1024 * 1024);
        connection.outbox.markLinePeer();
        return connection;
    }

    /**
     * Returns the next frame at hand, good until the next call; null if {@link #await} has to get more. Only for the owner.
     *
     * @throws FrameException what came was no good object; see {@link FrameException#fatal}
     */
    public @Nullable Frame next() throws FrameException {
        try {
            return ending.isDismissed() ? null : reader.next();
        } finally {
            if (reader.endsLines()) {
                outbox.markLinePeer();
            }
        }
    }

    /** Waits for more; false at the end. Only for the owner. Throws if the connection broke or was closed. */
    public boolean await() throws IOException {
        return !ending.isDismissed() && reader.fill();
    }

    /** Queues the frame for the next {@link #flush} or {@link #flushBatch}; waits while the outbox is full. */
    public void post(Frame frame) {
        if (!outbox.postNow(frame)) {
            batch.handOver();
            outbox.post(frame);
        }
    }

    /** Queues the frame, to be written by another thread. False if it will not be written; a full outbox ends the connection. */
    public boolean push(Frame frame) {
        return isAccepted(outbox.offer(frame));
    }

    /**
     * The same, but written by the next flush of {@code source}. Only for the owner of {@code source}: where many have filled
     * the outbox before a writer got its turn, it waits for the writers for a moment.
     */
    public boolean push(Frame frame, Connection source) {
        Outbox.Offer offer = outbox.offer(frame, source.batch);
        while (offer == Outbox.Offer.FULL && source.batch.waitForWriters()) {
            offer = outbox.offer(frame, source.batch);
        }
        return isAccepted(offer);
    }

    /** Writes what was posted on this thread, and lets other threads write what the owner has pushed. */
    public void flush() {
        batch.handOver();
        outbox.flush();
    }

    /**
     * Writes what was posted and pushed, before the owner waits for more. False if the owner was relieved meanwhile: then
     * {@code successor} owns the connection, on another thread (see {@link InlineWriter}).
     */
    public boolean flushBatch(Runnable successor) {
        if (!batch.write(successor)) {
            return false;
        }
        outbox.flush();
        Threads.yieldNow();
        return true;
    }

    private boolean isAccepted(Outbox.Offer offer) {
        if (offer == Outbox.Offer.FULL && outbox.close()) {
            LOG.warn("Dropping {}: it reads too slowly, and its outbox is full", peer());
            close();
        }
        return offer == Outbox.Offer.ACCEPTED;
    }

    /** Takes no more frames but the last one, if there is one, and writes what waits; see {@link Outbox#finish}. Returns at once. */
    public void finish(@Nullable Frame last) {
        outbox.finish(last);
    }

    /** After {@link #finish}: waits until all is written, and ends the output then. False if it took longer. */
    public boolean awaitFinished(long millis) {
        return ending.awaitFinished(millis);
    }

    /**
     * The same as {@link #finish}, and reads nothing more, so that the owner comes to the end. A peer that does not read the
     * last frame within two seconds is cut off. Returns at once; false if the connection was dismissed before.
     */
    public boolean dismiss(@Nullable Frame last) {
        return ending.dismiss(last, this::close);
    }

    /**
     * Writes what waits, ends the output, and closes once the peer has hung up too or two seconds are over. Only for the
     * owner. True if all was written and the peer then hung up in good order; if {@code wary}, not if it had hung up before.
     */
    public boolean shutdown(boolean wary) {
        boolean early = wary && transport.hasEnded();
        batch.handOver();
        try (this) {
            return ending.awaitPeer() && !early;
        }
    }

    /** Closes now; what waits is lost. */
    @Override
    public void close() {
        outbox.close();
        transport.close();
    }

    /** Returns a question to ask later: whether all that is queued now is written or being written. */
    public BooleanSupplier written() {
        long mark = outbox.mark();
        return () -> outbox.hasWritten(mark);
    }

    /** Whether it is neither dismissed nor closed. */
    public boolean isOpen() {
        return !ending.isDismissed() && !transport.isClosed();
    }

    /** Whether the pace of a bare peer keeps it waiting now. */
    public boolean isPacing() {
        return outbox.isPacing();
    }

    /** Whether the peer is not known to read lines. */
    public boolean isBare() {
        return outbox.isBare();
    }

    /** Whether the peer has ended an object with a line feed, as far as was read. Only for the owner. */
    public boolean endsLines() {
        return reader.endsLines();
    }

    /** Whether to treat the peer as a bare one even if it ends its own objects with line feeds. */
    public void forceBare(boolean forced) {
        outbox.forceBare(forced);
    }

    /** Lets TCP find out whether the peer is still there after that much silence; zero is never. */
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
