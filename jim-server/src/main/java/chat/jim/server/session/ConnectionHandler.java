package chat.jim.server.session;

import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Counts;
import chat.jim.protocol.Response;
import chat.jim.server.limit.FloodControl;
import chat.jim.server.limit.Turn;
import chat.jim.server.mailbox.Delivery;
import chat.jim.server.measure.Ending;
import chat.jim.server.measure.Usage;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Others;
import chat.jim.server.session.RequestHandler.Stage;
import chat.jim.thread.Threads;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one connection on its thread until the peer hangs up or the connection breaks. It reads the requests as fast
 * as the peer may send them, and has them answered.
 */
public final class ConnectionHandler implements Supplier<Usage> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Connection connection;
    private final Session session;
    private final RequestHandler requests;
    private final FloodControl flood;
    private final Turn turn;
    private final IdleClock idle = new IdleClock(System.nanoTime());
    private final Consumer<ConnectionHandler> onEnd;
    private final Runnable successor = this::run;
    private final LongAdder delays;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Whether the peer was online at the end of a round before. Only for the thread that serves it. */
    private boolean wasOnline;

    /** Why the server ends the connection, if it has said so; the first reason counts. */
    private final AtomicReference<@Nullable Ending> cause = new AtomicReference<>();

    /** @param onEnd called when the peer has gone, its name is free, and it has left its rooms */
    public ConnectionHandler(Connection connection, ServerContext context, Consumer<ConnectionHandler> onEnd) {
        this(connection, context, false, onEnd);
    }

    /** @param isHandedOver whether another server has let the peer in */
    public ConnectionHandler(
            Connection connection, ServerContext context, boolean isHandedOver, Consumer<ConnectionHandler> onEnd) {
        this.connection = connection;
        this.onEnd = onEnd;
        PeerDialect dialect = new PeerDialect(context.config().dialects(), context.authenticator()::isSomebody);
        Peer peer =
                Peer.connected(connection, dialect, context.config().timeouts().probeInterval());
        session = new Session(peer, context, context.requests());
        requests = new RequestHandler(connection, context, session, isHandedOver);
        turn = new Turn(context.memory());
        delays = context.measures().delays();
        flood = new FloodControl(context.config().limits().flood(), System::nanoTime);
    }

    /** Serves the connection until its end, or until another thread takes over. */
    public void run() {
        boolean isOwner = true;
        try {
            isOwner = serve();
        } catch (IOException e) {
            LOG.debug("The connection to {} broke: {}", connection.peer(), e.getMessage());
        } finally {
            if (isOwner) {
                end();
            }
        }
    }

    /** True at the end; false if this thread was relieved, see {@link Connection#flushBatch}. */
    private boolean serve() throws IOException {
        boolean more = true;
        while (more && requests.stage() == Stage.OPEN) {
            Others.Detour detour = requests.detour();
            if (detour != null) {
                detour.run();
                return true;
            }
            try {
                boolean tooMuch = flood.isOver();
                Frame request = tooMuch ? null : connection.next();
                if (request != null) {
                    countRequest();
                    requests.answer(request);
                    if (turn.isOverAfterRequest() && !endRound()) {
                        return false;
                    }
                } else if (!endRound() || hasMovedOn()) {
                    return false;
                } else {
                    more = tooMuch ? rest() : await();
                }
            } catch (FrameException e) {
                countRequest();
                requests.refuse(e);
            }
        }
        hangUp();
        return true;
    }

    /** The peer has sent an object, good or bad. */
    private void countRequest() {
        idle.stop();
        flood.count();
    }

    /** Writes everything that this round has caused, and lets other connections run. False if it was relieved. */
    private boolean endRound() {
        requests.endRound();
        session.drainMailbox();
        if (!connection.flushBatch(successor)) {
            return false;
        }
        turn.begin();
        return true;
    }

    /** A login waits deep in the stack, for the store; from then on, the peer may be there for days. */
    private boolean hasMovedOn() {
        boolean loggedIn = !wasOnline && session.peer().name() != null;
        wasOnline |= loggedIn;
        return loggedIn ? Threads.moveOn(successor) : connection.changeThread(successor);
    }

    /** Lets a peer wait that has sent too much. This does not count as its silence. False at the end. */
    private boolean rest() {
        delays.increment();
        LockSupport.parkNanos(flood.pause());
        idle.stop();
        return connection.isOpen();
    }

    /** Waits for more input; false at the end. */
    private boolean await() throws IOException {
        flood.read();
        return connection.await();
    }

    /** Writes what waits, and lets the peer hang up first. A peer that does so in good order has read everything. */
    private void hangUp() {
        connection.batch().handOver(); // to go offline may take a while
        session.goOffline();
        boolean confirms = session.peer().knowsNotices();
        Delivery unconfirmed = requests.stage() == Stage.QUIT || !confirms ? session.unconfirmed() : null;
        if (connection.shutdown(unconfirmed != null && confirms) && unconfirmed != null) {
            unconfirmed.confirmAll();
        }
    }

    private void end() {
        connection.close();
        connection.batch().handOver();
        try {
            session.goOffline();
        } finally {
            connection.flush();
            connection.release();
            ended.countDown();
            onEnd.accept(this);
        }
    }

    /** Where the peer is. From any thread. */
    public InetAddress address() {
        return session.peer().address();
    }

    /** Whether the peer is online, here or at another server. From any thread. */
    public boolean isOnline() {
        return session.peer().name() != null || isServedElsewhere();
    }

    /** Whether another server serves the peer, over this one. From any thread. */
    public boolean isServedElsewhere() {
        return requests.detour() != null;
    }

    IdleClock idle() {
        return idle;
    }

    Session session() {
        return session;
    }

    /** Whether the peer is online, or the connection is ending. From any thread. */
    boolean isOnlineOrEnding() {
        return requests.stage() != Stage.OPEN || isOnline();
    }

    /** Whether the server keeps the peer waiting, or another one does what there is to do. From any thread. */
    boolean keepsPeerWaiting() {
        return requests.answerPending() || connection.isPacing() || isServedElsewhere();
    }

    /** Sends a notice that the server is going down, and answers nothing after it. From any thread. */
    public void finish(Response notice) {
        connection.finish(session.peer().dialect().encodeUnasked(notice));
        requests.goDown(); // only now: the thread may end the output at once
    }

    /** After {@link #finish}: waits until the notice is written. From any thread. */
    public void awaitFinished(long millis) {
        connection.awaitFinished(millis);
    }

    /** Sends the reason to the peer, and ends the connection. From any thread. */
    public void dismiss(Ending why, Response reason) {
        cause.compareAndSet(null, why);
        session.peer().dismiss(reason);
    }

    /** Ends the connection since what waits for the peer takes memory that others need. From any thread. */
    void drop() {
        cause.compareAndSet(null, Ending.SLOW);
        close();
    }

    /** The peer's address and port, for logs. From any thread. */
    String place() {
        return connection.peer();
    }

    /** For how many nanoseconds the peer has read nothing, or sent nothing of a long object. From any thread. */
    long stalledNanos(long now) {
        return connection.stalledNanos(now);
    }

    /** The memory that the connection takes for what is not read or not written yet. From any thread. */
    int borrowedBytes() {
        return connection.borrowedBytes();
    }

    /** What the connection has done so far. From any thread. */
    @Override
    public Usage get() {
        Counts counts = connection.counts();
        return Usage.of(session.peer().traffic(), counts.received(), counts.sent());
    }

    /** How many bytes wait for the peer. From any thread. */
    public int waitingBytes() {
        return connection.counts().waiting();
    }

    /** The peer as the others see it. From any thread. */
    public Peer peer() {
        return session.peer();
    }

    /** Why the connection has ended. From any thread, after the end. */
    public Ending ending() {
        Ending known = cause.get();
        if (known != null) {
            return known;
        }
        Counts counts = connection.counts();
        Stage stage = requests.stage(); // without a switch, whose class would be loaded at the first end
        if (stage == Stage.OPEN) {
            return counts.overflowed() ? Ending.SLOW : counts.dismissed() ? Ending.KICKED : Ending.EOF;
        }
        return stage == Stage.QUIT ? Ending.QUIT : stage == Stage.LAST_ANSWER ? Ending.BAD : Ending.SHUTDOWN;
    }

    /** Closes the connection now. From any thread. */
    public void close() {
        connection.close();
    }

    /** Waits until the peer has gone and everything is cleaned up. From any thread. */
    public void awaitEnd(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is still there", connection.peer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
