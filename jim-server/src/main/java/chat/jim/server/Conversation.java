package chat.jim.server;

import chat.jim.log.CallLog;
import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.ActionHandler;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The exchange with one peer: reads its requests, has its session handle them, and sends the answers, until the peer
 * goes. What goes wrong leaves by three doors: a bad request is answered, a broken connection ends quietly, and a fault
 * of our own is answered 500 and logged.
 */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final Connection connection;
    private final Services services;
    private final Session session;
    private final Silence silence = new Silence(System.nanoTime());
    private final FloodControl flood;
    private final ActionHandler<Response> handler;
    private final @Nullable Relay relay;
    private final Consumer<Conversation> onEnd;
    private final Runnable successor = this::run;
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Whether the peer waits to come online, which takes long where many passwords are to be hashed. */
    private volatile boolean owing;

    /** Whether no more requests are read: what is left is to write the last answers. */
    private volatile boolean over;

    /** Whether it is the peer who has ended it. */
    private boolean goodBye;

    /** Whether the peer has been told that the server is going down. */
    private volatile boolean finished;

    private int badInARow;

    /** @param onEnd told when the peer has gone, and all is cleared up */
    Conversation(Connection connection, Services services, Consumer<Conversation> onEnd) {
        this.onEnd = onEnd;
        this.connection = connection;
        this.services = services;
        session = new Session(connection, services);
        flood = new FloodControl(services.quotas().flood(), System::nanoTime);
        handler = services.traceCalls() ? traced(session) : session;
        relay = services.traceCalls() ? null : new Relay(session, services);
    }

    @SuppressWarnings("unchecked")
    private static ActionHandler<Response> traced(Session session) {
        return CallLog.wrap(ActionHandler.class, session);
    }

    /** Talks with the peer until it goes, or another thread does in this one's stead. */
    void run() {
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
            connection.flushAll();
            ended.countDown();
            onEnd.accept(this);
        }
    }

    /** Sends the last words, and nothing after them: what comes now is not answered, so it is not done. From any thread. */
    void finish(Frame lastWords) {
        finished = true;
        connection.finish(lastWords);
    }

    /** After {@link #finish}: waits until the last words are out. From any thread. */
    void awaitFinished(long millis) {
        connection.awaitFinished(millis);
    }

    /** For how long the peer has sent nothing. */
    Silence silence() {
        return silence;
    }

    /** Whether the peer has a name, or is past having one. From any thread. */
    boolean onlineOrOver() {
        return over || session.name() != null;
    }

    /** Whether it is the server that keeps the peer waiting. From any thread. */
    boolean owing() {
        return owing || connection.pausing();
    }

    /** Asks the peer whether it is there. From any thread. */
    void probe() {
        session.peer().probe();
    }

    /** Sends the peer away for that reason. From any thread. */
    void dismiss(Response reason) {
        session.dismiss(reason);
    }

    /** Closes the connection now. From any thread. */
    void close() {
        connection.close();
    }

    /** Waits until the peer has gone, and all is cleared up. From any thread. */
    void awaitEnd(long millis) {
        try {
            if (!ended.await(millis, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} is still there", connection.peer());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True at the end; false if this thread has been relieved, see {@link Connection#settle}. */
    private boolean converse() throws IOException {
        while (!over && !finished) {
            try {
                boolean tooMuch = flood.isOver();
                Frame request = tooMuch ? null : connection.next();
                if (request != null) {
                    answer(request);
                } else if (!endRound()) {
                    return false;
                } else if (tooMuch) {
                    over = !rest();
                } else {
                    flood.read();
                    over = !connection.await();
                }
            } catch (FrameException e) {
                over = e.fatal();
                send(services.response(Code.BAD_REQUEST, String.valueOf(e.getMessage())));
            }
        }
        session.leaveAll();
        if (connection.shutdown() && goodBye) {
            session.peer().hasReadAll();
        }
        return true;
    }

    private void answer(Frame request) {
        try {
            Frame sent = relay == null ? null : relay.pass(request);
            if (sent == null) {
                send(handle(services.codec().decode(request)));
            } else {
                heard(Code.OK);
                connection.post(sent);
            }
        } catch (ProtocolException e) {
            over = e.code().equals(Code.TOO_MANY);
            send(services.response(e.code(), e.sentence()));
        } catch (StoreException e) {
            LOG.warn("A request of {} failed: {}", connection.peer(), e.getMessage());
            send(services.response(
                    Code.SERVER_ERROR,
                    "The server cannot get at what it keeps: try again later, or tell its operator."));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** A fault of our own; at the end it is none, since what the request needed may have been closed before it. */
    private void fail(RuntimeException e) {
        if (finished) {
            LOG.debug("A request of {} came too late", connection.peer(), e);
            return;
        }
        LOG.error("A request of {} failed", connection.peer(), e);
        send(services.response(Code.SERVER_ERROR, "The server failed at this: try again, or tell its operator."));
    }

    /** Before more is waited for; false if this thread has been relieved. */
    private boolean endRound() {
        if (relay != null) {
            relay.endRound();
        }
        session.peer().catchUp();
        return connection.settle(successor);
    }

    /** Lets the peer wait, which is not silent meanwhile; false at the end. */
    private boolean rest() {
        LockSupport.parkNanos(flood.pause());
        silence.end();
        return connection.isOpen();
    }

    /** The peer has sent an object, which will be answered so. */
    private void heard(Code code) {
        silence.end();
        flood.count();
        badInARow = code.equals(Code.BAD_REQUEST) ? badInARow + 1 : 0;
    }

    private Response handle(Message message) {
        if (!(message instanceof Action action)) {
            throw new ProtocolException(Code.BAD_REQUEST, "Only servers send responses: send an action.");
        }
        if (!(action instanceof Action.Msg)) {
            connection.flushAll(); // it may take its time, and what came before it shall not wait for it
        }
        goodBye = action instanceof Action.Quit;
        over = goodBye;
        return action.verb().forOnline() ? handleOnline(action) : handleAnytime(action);
    }

    private Response handleOnline(Action action) {
        if (session.name() == null) {
            throw new ProtocolException(Code.UNAUTHORIZED, "Come online first: send a presence with your name.");
        }
        return action.accept(handler);
    }

    /** It may be one that brings the peer online, and that takes its time. */
    private Response handleAnytime(Action action) {
        owing = true;
        try {
            return action.accept(handler);
        } finally {
            owing = false;
        }
    }

    private void send(Response answer) {
        heard(answer.code());
        Response last = answer;
        if (badInARow == services.quotas().badObjects()) {
            over = true;
            last = services.response(answer.code(), answer.text() + " Too many in a row: the connection is closed.");
        }
        for (Response part : last.parts()) {
            connection.post(services.codec().encode(part));
        }
    }
}
