package chat.jim.server.session;

import chat.jim.net.Connection;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange with one peer: reads its requests, as fast as it may send them, and has them answered, until the peer goes
 * or a broken connection ends it quietly.
 */
public final class ConnectionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandler.class);

    private final Connection connection;
    private final Session session;
    private final IdleClock silence = new IdleClock(System.nanoTime());
    private final FloodControl flood;
    private final RequestHandler responder;
    private final Consumer<ConnectionHandler> onEnd;
    private final Runnable successor = this::run;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param onEnd told when the peer has gone, and all is cleared up */
    public ConnectionHandler(Connection connection, ServerContext services, Consumer<ConnectionHandler> onEnd) {
        this.onEnd = onEnd;
        this.connection = connection;
        session = new Session(connection, services);
        flood = new FloodControl(services.quotas().flood(), System::nanoTime);
        responder = new RequestHandler(connection, services, session);
    }

    /** Talks with the peer until it goes, or another thread does in this one's stead. */
    public void run() {
        boolean inCharge = true;
        try {
            inCharge = converse();
        } catch (IOException e) {
            LOG.debug("The connection to {} broke: {}", connection.peer(), e.getMessage());
        } finally {
            if (inCharge) {
                end();
            }
        }
    }

    /** Then its name and its place in the rooms are free again. */
    private void end() {
        connection.close();
        try {
            session.leaveAll();
        } finally {
            connection.flush();
            ended.countDown();
            onEnd.accept(this);
        }
    }

    /** Sends the last words, and nothing after them: what comes now is not answered, so it is not done. From any thread. */
    public void finish(Response lastWords) {
        responder.finish();
        connection.finish(session.peer().dialect().encodeUnasked(lastWords));
    }

    /** After {@link #finish}: waits until the last words are out. From any thread. */
    public void awaitFinished(long millis) {
        connection.awaitFinished(millis);
    }

    /** For how long the peer has sent nothing. */
    IdleClock silence() {
        return silence;
    }

    /** Whether the peer has a name, or is past having one. From any thread. */
    boolean onlineOrOver() {
        return responder.isOver() || session.name() != null;
    }

    /** Whether it is the server that keeps the peer waiting. From any thread. */
    boolean owing() {
        return responder.owing() || connection.isPacing();
    }

    /** Whether the peer can be asked whether it is there. From any thread. */
    boolean knowsProbes() {
        return session.peer().dialect().knowsNotices();
    }

    /** Asks the peer whether it is there. From any thread. */
    public void probe() {
        session.peer().probe();
    }

    /** Sends the peer away for that reason. From any thread. */
    public void dismiss(Response reason) {
        session.dismiss(reason);
    }

    /** Closes the connection now. From any thread. */
    public void close() {
        connection.close();
    }

    /** Waits until the peer has gone, and all is cleared up. From any thread. */
    public void awaitEnd(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is still there", connection.peer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True at the end; false if this thread has been relieved, see {@link Connection#flushBatch}. */
    private boolean converse() throws IOException {
        boolean more = true;
        while (more && !responder.isOver()) {
            try {
                boolean tooMuch = flood.isOver();
                Frame request = tooMuch ? null : connection.next();
                if (request != null) {
                    heard();
                    responder.answer(request);
                } else if (!endRound()) {
                    return false;
                } else {
                    more = tooMuch ? rest() : await();
                }
            } catch (FrameException e) {
                heard();
                responder.refuse(e);
            }
        }
        session.leaveAll();
        boolean wary = knowsProbes();
        boolean mayHaveRead = (responder.hasQuit() || !wary) && session.peer().mayHaveReadAll();
        if (connection.shutdown(mayHaveRead && wary) && mayHaveRead) {
            session.peer().hasReadAll();
        }
        return true;
    }

    /** Before more is waited for; false if this thread has been relieved. */
    private boolean endRound() {
        responder.endRound();
        session.peer().catchUp();
        return connection.flushBatch(successor);
    }

    /** Lets the peer wait, which is not silent meanwhile; false at the end. */
    private boolean rest() {
        LockSupport.parkNanos(flood.pause());
        silence.end();
        return connection.isOpen();
    }

    /** Waits for more; false at the end. */
    private boolean await() throws IOException {
        flood.read();
        return connection.await();
    }

    /** The peer has sent something that will be answered. */
    private void heard() {
        silence.end();
        flood.count();
    }
}
