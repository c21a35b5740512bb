package chat.jim.net;

import chat.jim.thread.ThreadChoice;
import chat.jim.thread.Threads;
import chat.jim.tls.TlsClient;
import chat.jim.tls.TlsException;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.FrameReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One socket that carries frames both ways. The thread that reads it owns it.
 *
 * <p>There are five ways to write. The owner answers with {@link #post}. Any thread sends a frame with {@link #push},
 * which never waits, or a mere notice with {@link #hint}. {@link #flush} and {@link #flushBatch} write what waits.
 * There are four ways to end: {@link #finish}, {@link #dismiss}, {@link #shutdown} and {@link #close}.
 *
 * <p>You may call a method from any thread unless it says that it is for the owner. After the close it does nothing.
 */
public final class Connection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Transport transport;
    private final FrameReader reader;
    private final Outbox outbox;
    private final FlushBatch batch = new FlushBatch();
    private final GracefulClose ending;
    private final ThreadChoice threads;

    /**
     * Takes over a connected socket, and closes it if it is unusable.
     *
     * @param barePace the least time between two writes to a bare peer
     * @param outboxBytes the bytes that may wait for a slow peer before it is dropped
     * @param pool lends buffers for what is not read or not written yet
     */
    public Connection(Transport transport, Duration barePace, int outboxBytes, BufferPool pool) throws IOException {
        this.transport = transport;
        try {
            outbox = new Outbox(transport.out(), outboxBytes, barePace, Threads::startShort, pool, this::close);
            reader = new FrameReader(transport.in(), pool);
            threads = new ThreadChoice(transport.tcp(), reader::fill);
            ending = new GracefulClose(transport, outbox);
        } catch (IOException e) {
            transport.close();
            throw e;
        }
    }

    /** Starts the threads that all connections need, see {@link Threads#keepReady}. */
    public static void keepReady() {
        InlineWriter.keepReady();
        Threads.keepReady();
    }

    /**
     * Connects to a server, whatever its limits, at an address of its host. It reads lines, and 1 MiB may wait for it.
     *
     * @param tls null for plain TCP
     * @param certified the name or IP address for which the certificate has to be
     * @param millis how long connecting to one address may take
     * @throws TlsException the server is not trusted, or speaks no acceptable TLS
     * @throws IOException there is no connection in that time
     */
    public static Connection connect(String host, int port, @Nullable TlsClient tls, String certified, int millis)
            throws IOException {
        Transport transport = Transport.connect(host, port, tls, certified, millis);
        Connection connection = new Connection(transport, Duration.ZERO, 1 << 20, BufferPool.unlimited());
        connection.outbox.markLinePeer();
        connection.reader.takeLong();
        return connection;
    }

    /** Returns the next frame at hand, valid until the next call; null if {@link #await} has to read more. Only for the owner. */
    public @Nullable Frame next() throws FrameException {
        try {
            return ending.isDismissed() ? null : reader.next();
        } finally {
            if (reader.endsLines()) {
                outbox.markLinePeer();
            }
        }
    }

    /** Writes what is at hand to {@code out}, instead of looking for frames. Only for the owner. */
    public void passOn(OutputStream out) throws IOException {
        reader.passOn(out);
        if (reader.endsLines()) {
            outbox.markLinePeer();
        }
    }

    /** Waits for more input; false at its end. Throws if the connection broke or was closed. Only for the owner. */
    public boolean await() throws IOException {
        return !ending.isDismissed() && threads.await();
    }

    /** Queues the frame for the next {@link #flush} or {@link #flushBatch}; waits while the outbox is full. */
    public void post(Frame frame) {
        if (!outbox.postNow(frame)) {
            batch.handOver();
            outbox.post(frame);
        }
    }

    /** Queues the frame for another thread to write. False if it will not be; a full outbox ends the connection. */
    public boolean push(Frame frame) {
        return isAccepted(outbox.offer(frame));
    }

    /** The same, written with that batch; waits a moment if many senders have filled the outbox. For the batch's thread. */
    public boolean push(Frame frame, FlushBatch with) {
        Outbox.Offer offer = outbox.offer(frame, with);
        while (offer == Outbox.Offer.FULL && with.waitForWriters()) {
            offer = outbox.offer(frame, with);
        }
        return isAccepted(offer);
    }

    /** Queues a notice for another thread to write, unless much waits for the peer: it would rather have messages. */
    public void hint(Frame notice) {
        outbox.hint(notice);
    }

    /** The same, but the notice is written with that batch. Only for the thread of the batch. */
    public void hint(Frame notice, FlushBatch with) {
        outbox.hint(notice, with);
    }

    /** What the owner has pushed, and its next flush writes. Only for the owner. */
    public FlushBatch batch() {
        return batch;
    }

    /** Writes what was posted on this thread, and lets other threads write what the owner has pushed. */
    public void flush() {
        batch.handOver();
        outbox.flush();
    }

    /**
     * Writes what was posted and pushed, before the owner waits for more input, and lets other connections run. False if the
     * owner was relieved: {@code successor} owns it on another thread then (see {@link InlineWriter}). Only for the owner.
     */
    public boolean flushBatch(Runnable successor) {
        if (!batch.write(successor)) {
            return false;
        }
        if (threads.endRound() && !outbox.isBare()) {
            LazyFlush.add(outbox);
        } else {
            outbox.flush();
        }
        return true;
    }

    /** Before {@link #await}: has {@code successor} own it on another thread, if one suits better. Only for the owner. */
    public boolean changeThread(Runnable successor) {
        return !transport.isEncrypted() && threads.change(successor); // TLS does not expect that a read is given up
    }

    private boolean isAccepted(Outbox.Offer offer) {
        if (offer == Outbox.Offer.FULL && outbox.overflow()) {
            LOG.warn("Dropping {}: it reads too slowly, and its outbox is full", peer());
            close();
        }
        return offer == Outbox.Offer.ACCEPTED;
    }

    /** Accepts no more frames but the last one, if there is one, and writes what waits, see {@link Outbox#finish}. */
    public void finish(@Nullable Frame last) {
        outbox.finish(last);
    }

    /** After {@link #finish}: waits until everything is written, then ends the output. False if that takes longer. */
    public boolean awaitFinished(long millis) {
        return ending.awaitFinished(millis);
    }

    /**
     * Does what {@link #finish} does, and stops reading, so that the owner reaches the end. A peer that does not read
     * the last frame within two seconds is cut off. Returns at once; false if the connection was dismissed before.
     */
    public boolean dismiss(@Nullable Frame last) {
        return ending.dismiss(last, this::close);
    }

    /**
     * Writes what waits, ends the output, and closes once the peer has hung up too or two seconds are over. Only for
     * the owner.
     *
     * @param wary whether to return false if the peer had hung up before
     * @return whether everything was written and the peer then hung up in good order
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

    /** Makes the {@link #close} a break of the connection, which the peer does not take for an end in good order. */
    public void breakAtClose() {
        transport.breakAtClose();
    }

    /** Gives back what was borrowed for reading. Only for the owner, after the close; it must not read any more. */
    public void release() {
        reader.close();
    }

    /** For how many nanoseconds the peer has read nothing of what waits, or sent nothing more of a long object. */
    public long stalledNanos(long now) {
        return Math.max(outbox.stalledNanos(now), reader.stalledNanos(now));
    }

    /** How many bytes the connection has borrowed for what is not read or not written yet. */
    public int borrowedBytes() {
        return outbox.borrowedBytes() + reader.borrowedBytes();
    }

    /** What it has done so far. */
    public Counts counts() {
        return outbox.counts(reader.received(), ending.isDismissed());
    }

    /** Returns a test for later: whether everything that is queued now is written or being written. */
    public BooleanSupplier written() {
        return outbox.written();
    }

    /** Whether the connection is neither dismissed nor closed. */
    public boolean isOpen() {
        return !ending.isDismissed() && !transport.isClosed();
    }

    /** Whether a bare peer is waiting now because of its pace. */
    public boolean isPacing() {
        return outbox.isPacing();
    }

    /** Whether the peer is not known to read lines. */
    public boolean isBare() {
        return outbox.isBare();
    }

    /** Whether the peer has ended an object with a line feed so far. Only for the owner. */
    public boolean endsLines() {
        return reader.endsLines();
    }

    /** Sets the least time between two writes to a bare peer, and whether the peer is one whatever it sends. */
    public void forceBare(boolean forced, Duration pace) {
        outbox.forceBare(forced, pace);
    }

    /** Lets TCP probe the peer's machine after that much silence; zero means never. */
    public void keepAlive(Duration silence) {
        transport.keepAlive(silence);
    }

    /** Whether the connection uses TLS. */
    public boolean isEncrypted() {
        return transport.isEncrypted();
    }

    /** The peer's address. */
    public InetAddress address() {
        return transport.from().getAddress();
    }

    /** The same with its port. */
    public InetSocketAddress from() {
        return transport.from();
    }

    /** The peer's address and port, for logs. */
    public String peer() {
        return transport.peer();
    }
}
