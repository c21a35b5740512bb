package chat.jim.server.session;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.dialect.PeerDialect;
import chat.jim.dialect.Reply;
import chat.jim.log.CallLog;
import chat.jim.net.Connection;
import chat.jim.protocol.Action;
import chat.jim.protocol.ActionHandler;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Router;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one peer. A plain message is relayed as it came; any other request is decoded, and handled by the
 * session. What goes wrong ends here: a bad request is answered with its code, a fault of our own with 500 and a log entry.
 * For the thread of the peer's {@link ConnectionHandler}, where nothing else is said.
 */
final class RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** How far the exchange with the peer is; it only moves down this list. */
    enum Stage {
        /** Requests are read and answered. */
        OPEN,
        /** An answer was the last one: the connection is to be closed. */
        LAST_ANSWER,
        /** The server is going down: nothing is answered any more. */
        GOING_DOWN,
        /** The peer has quit. */
        QUIT
    }

    private final Connection connection;
    private final Session session;
    private final Peer peer;
    private final PeerDialect dialect;
    private final Router router;
    private final Replies replies;
    private final int mostBadInARow;
    private final boolean traceCalls;
    private final ActionHandler<Response> handler;
    private final MsgHeader header = new MsgHeader();

    /** Changed by {@link #advance} only. */
    private volatile Stage stage = Stage.OPEN;

    /** Whether the peer waits for an answer that takes long, as a login does where many passwords are to be hashed. */
    private volatile boolean answerPending;

    /** The request at hand, as far as it could be read, and whether the peer was online when it came. */
    private @Nullable Action request;

    private boolean wasOnline;
    private int badInARow;

    /** The answer to all messages relayed in one round, so that the clock is read once for them; null before the first. */
    private @Nullable Frame sent;

    RequestHandler(Connection connection, ServerContext context, Session session) {
        this.connection = connection;
        this.session = session;
        peer = session.peer();
        dialect = peer.dialect();
        router = context.router();
        replies = context.replies();
        mostBadInARow = context.config().limits().badObjects();
        traceCalls = context.config().traceCalls();
        handler = traceCalls ? traced(session) : session;
    }

    @SuppressWarnings("unchecked")
    private static ActionHandler<Response> traced(Session session) {
        return CallLog.wrap(ActionHandler.class, session);
    }

    /** How far the exchange is. From any thread. */
    Stage stage() {
        return stage;
    }

    private synchronized void advance(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
        }
    }

    /** Whether the peer waits for an answer that takes long. From any thread. */
    boolean answerPending() {
        return answerPending;
    }

    /** Answers nothing from now on. From any thread. */
    void goDown() {
        advance(Stage.GOING_DOWN);
    }

    /** Sends the answer to a request. */
    void answer(Frame frame) {
        begin();
        try {
            if (!relay(frame)) {
                send(handle(decode(frame)));
            }
        } catch (ProtocolException e) {
            if (e.code().equals(Code.TOO_MANY)) {
                advance(Stage.LAST_ANSWER);
            }
            send(replies.of(e));
        } catch (StoreException e) {
            LOG.warn("A request of {} failed: {}", peer, e.getMessage());
            send(replies.of(
                    Code.SERVER_ERROR,
                    "The server cannot get at what it keeps: try again later, or tell its operator."));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Answers what is not a good object. */
    void refuse(FrameException garbage) {
        begin();
        if (garbage.fatal()) {
            advance(Stage.LAST_ANSWER);
        }
        send(replies.of(Code.BAD_REQUEST, String.valueOf(garbage.getMessage())));
    }

    /** All that has come is answered; the next requests come later. */
    void endRound() {
        sent = null;
        if (!dialect.isStandard() && connection.endsLines()) {
            dialect.markLinePeer();
            session.dialectShown();
        }
    }

    private void begin() {
        request = null;
        wasOnline = peer.name() != null;
    }

    /** Relays a plain message as it came; false if the frame is none, or does not name its sender as everybody knows it. */
    private boolean relay(Frame frame) {
        Address sender = peer.name();
        if (sender == null
                || traceCalls
                || !dialect.isStandard()
                || !header.read(frame)
                || !OutgoingMsg.isNamed(header.from(), sender)) {
            return false;
        }
        boolean handedOver = router.relay(frame, peer, header.to());
        badInARow = 0;
        connection.post(handedOver ? sentThisRound() : Codec.encode(replies.kept(header.to())));
        return true;
    }

    private Frame sentThisRound() {
        if (sent == null) {
            sent = replies.sent();
        }
        return sent;
    }

    /** An object may show a dialect even if it is refused. */
    private Message decode(Frame frame) {
        try {
            return dialect.decode(frame, !wasOnline && connection.isBare());
        } finally {
            session.dialectShown();
        }
    }

    private Response handle(Message message) {
        if (!(message instanceof Action action)) {
            throw new ProtocolException(Code.BAD_REQUEST, "Only servers send responses: send an action.");
        }
        request = action;
        if (!(action instanceof Action.Msg)) {
            connection.flush(); // the action may take its time, and what came before must not wait for it
        }
        if (action instanceof Action.Quit) {
            advance(Stage.QUIT);
        }
        return action.verb().forOnline() ? handleOnline(action) : handleAnytime(action);
    }

    private Response handleOnline(Action action) {
        if (peer.name() == null) {
            throw new ProtocolException(Code.UNAUTHORIZED, "Come online first: send a presence with your name.");
        }
        return action.accept(handler);
    }

    /** The action may bring the peer online, and that takes its time. */
    private Response handleAnytime(Action action) {
        answerPending = true;
        try {
            return action.accept(handler);
        } finally {
            answerPending = false;
        }
    }

    private void send(Response answer) {
        badInARow = answer.code().equals(Code.BAD_REQUEST) ? badInARow + 1 : 0;
        Response last = answer;
        if (badInARow == mostBadInARow) {
            advance(Stage.LAST_ANSWER);
            last = replies.of(answer.code(), answer.text() + " Too many in a row: the connection is closed.");
        }
        Reply reply = new Reply(request, wasOnline, last);
        if (dialect.current().endsWith(reply)) {
            advance(Stage.LAST_ANSWER);
        }
        dialect.encode(reply).forEach(connection::post);
    }

    /** A fault of our own; while the server is going down it is none, since what the request needed may be closed by then. */
    private void fail(RuntimeException e) {
        if (stage == Stage.GOING_DOWN) {
            LOG.debug("A request of {} came too late", peer, e);
            return;
        }
        LOG.error("A request of {} failed", peer, e);
        send(replies.of(Code.SERVER_ERROR, "The server failed at this: try again, or tell its operator."));
    }
}
