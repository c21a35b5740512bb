package chat.jim.server.session;

import chat.jim.dialect.PeerDialect;
import chat.jim.dialect.Reply;
import chat.jim.log.CallLog;
import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.ActionHandler;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.routing.Relay;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the requests of one peer handled by its session, and sends the answers. What goes wrong leaves by two doors here: a
 * bad request is answered, and a fault of our own is answered 500 and logged. For the thread of the peer's
 * {@link ConnectionHandler}, where nothing else is said.
 */
final class RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Connection connection;
    private final ServerContext services;
    private final Session session;
    private final PeerDialect dialect;
    private final ActionHandler<Response> handler;
    private final @Nullable Relay relay;

    /** Whether the peer waits to come online, which takes long where many passwords are to be hashed. */
    private volatile boolean owing;

    /** Whether the last answer has been sent. */
    private volatile boolean over;

    /** Whether nothing more is answered, because the server is going down. */
    private volatile boolean finished;

    /** The request at hand, as far as it could be read, and whether the peer was online when it came. */
    private @Nullable Action asked;

    private boolean wasOnline;
    private boolean quit;
    private int badInARow;

    RequestHandler(Connection connection, ServerContext services, Session session) {
        this.connection = connection;
        this.services = services;
        this.session = session;
        dialect = session.peer().dialect();
        handler = services.traceCalls() ? traced(session) : session;
        relay = services.traceCalls() ? null : new Relay(session, services);
    }

    @SuppressWarnings("unchecked")
    private static ActionHandler<Response> traced(Session session) {
        return CallLog.wrap(ActionHandler.class, session);
    }

    /** Whether no more requests are to be read. From any thread. */
    boolean isOver() {
        return over || finished;
    }

    /** Whether it was the peer who ended it, with a good-bye. */
    boolean hasQuit() {
        return quit;
    }

    /** Whether the peer waits for an answer that takes its time. From any thread. */
    boolean owing() {
        return owing;
    }

    /** From now on nothing is answered. From any thread. */
    void finish() {
        finished = true;
    }

    /** Sends the answer to a request. */
    void answer(Frame request) {
        begin();
        try {
            Frame sent = relay == null || !dialect.isStandard() ? null : relay.pass(request);
            if (sent == null) {
                send(handle(decode(request)));
            } else {
                badInARow = 0;
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

    private void begin() {
        asked = null;
        wasOnline = session.name() != null;
    }

    /** Also what is refused may show a dialect. */
    private Message decode(Frame request) {
        try {
            return dialect.decode(request, !wasOnline && connection.isBare());
        } finally {
            session.visits(!dialect.isStandard());
        }
    }

    /** Answers what is no good object. */
    void refuse(FrameException garbage) {
        begin();
        over = garbage.fatal();
        send(services.response(Code.BAD_REQUEST, String.valueOf(garbage.getMessage())));
    }

    /** The next requests come later. */
    void endRound() {
        if (!dialect.isStandard() && connection.endsLines()) {
            dialect.markLinePeer();
            session.visits(!dialect.isStandard());
        }
        if (relay != null) {
            relay.endRound();
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

    private Response handle(Message message) {
        if (!(message instanceof Action action)) {
            throw new ProtocolException(Code.BAD_REQUEST, "Only servers send responses: send an action.");
        }
        asked = action;
        if (!(action instanceof Action.Msg)) {
            connection.flush(); // it may take its time, and what came before it shall not wait for it
        }
        quit = action instanceof Action.Quit;
        over = quit;
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
        badInARow = answer.code().equals(Code.BAD_REQUEST) ? badInARow + 1 : 0;
        Response last = answer;
        if (badInARow == services.quotas().badObjects()) {
            over = true;
            last = services.response(answer.code(), answer.text() + " Too many in a row: the connection is closed.");
        }
        Reply reply = new Reply(asked, wasOnline, last);
        over |= dialect.current().endsWith(reply);
        dialect.encode(reply).forEach(connection::post);
    }
}
