package chat.jim.server.session;

import chat.jim.dialect.PeerDialect;
import chat.jim.dialect.Reply;
import chat.jim.fault.FatalErrors;
import chat.jim.log.CallLog;
import chat.jim.net.Connection;
import chat.jim.protocol.Code;
import chat.jim.protocol.Message;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.ActionHandler;
import chat.jim.server.measure.Measures;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.request.RoomsElsewhere;
import chat.jim.server.routing.ElsewhereException;
import chat.jim.server.routing.Others;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of one peer. It relays a plain message as it was received. It decodes any other request, and the
 * session handles it. All errors end here: a bad request is answered with its code, and a bug with 500 and a log entry.
 * Methods are for the thread of the peer's {@link ConnectionHandler} unless they say otherwise.
 */
final class RequestHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** The stage of the connection; it only moves down this list. */
    enum Stage {
        /** Requests are read and answered. */
        OPEN,
        /** The last answer was sent, and the connection has to be closed. */
        LAST_ANSWER,
        /** The server is going down, and answers nothing any more. */
        GOING_DOWN,
        /** The peer has quit. */
        QUIT
    }

    private final Connection connection;
    private final Session session;
    private final Peer peer;
    private final PeerDialect dialect;
    private final Replies replies;
    private final Measures measures;
    private final IntSupplier mostBadInARow;
    private final ActionHandler<Response> handler;
    private final RoomsElsewhere roomsElsewhere;
    private final MsgRelay relay;

    /** Only {@link #advance} changes it. */
    private volatile Stage stage = Stage.OPEN;

    /** Whether the peer waits for a slow answer, such as that to a login while many passwords are being hashed. */
    private volatile boolean answerPending;

    /** The current request, or null if it is unreadable, and whether the peer was online when it came. */
    private @Nullable Action request;

    private boolean wasOnline;
    private int badInARow;

    /** To which the connection may be taken; null if there are none, or another server has brought it. */
    private final @Nullable Others others;

    private volatile Others.@Nullable Detour detour;

    RequestHandler(Connection connection, ServerContext context, Session session, boolean isHandedOver) {
        others = isHandedOver ? null : context.others();
        this.connection = connection;
        this.session = session;
        peer = session.peer();
        dialect = peer.dialect();
        replies = context.replies();
        measures = context.measures();
        mostBadInARow = () -> context.config().limits().badObjects();
        roomsElsewhere = new RoomsElsewhere(peer, context.requests());
        relay = new MsgRelay(connection, context, peer);
        handler = context.config().traceCalls() ? traced(session) : session;
    }

    @SuppressWarnings("unchecked")
    private static ActionHandler<Response> traced(Session session) {
        return CallLog.wrap(ActionHandler.class, session);
    }

    /** The stage of the connection. From any thread. */
    Stage stage() {
        return stage;
    }

    private synchronized void advance(Stage next) {
        if (next.compareTo(stage) > 0) {
            stage = next;
        }
    }

    /** Whether the peer waits for a slow answer. From any thread. */
    boolean answerPending() {
        return answerPending;
    }

    /** Answers nothing from now on. From any thread. */
    void goDown() {
        advance(Stage.GOING_DOWN);
    }

    void answer(Frame frame) {
        begin();
        try {
            if (relay.takes(frame)) {
                badInARow = 0;
                if (relay.isFull()) {
                    answerRelayed();
                }
            } else {
                answerRelayed();
                begin();
                send(handle(decode(frame)));
                session.answered();
            }
        } catch (ElsewhereException e) {
            passOn(frame, e.node());
        } catch (RuntimeException | Error e) {
            refuse(e);
        }
    }

    /** The peer has sent a login to that server, where the sessions of its account are. */
    private void passOn(Frame login, String node) {
        try {
            if (others == null) {
                throw new ProtocolException(Code.UNAVAILABLE, "Your other sessions have just moved: connect again.");
            }
            byte[] first = (login.text() + (connection.endsLines() ? "\n" : "")).getBytes(StandardCharsets.UTF_8);
            detour = others.detour(node, connection, first);
            session.goOffline(); // it may have been a guest
        } catch (ProtocolException e) {
            refuse(e);
        }
    }

    /** What serves the connection from now on; null if that is this server. From any thread. */
    Others.@Nullable Detour detour() {
        return detour;
    }

    /** Gives the answers to what was relayed, in order, as soon as each is known. */
    private void answerRelayed() {
        if (!relay.hasWaiting()) {
            return;
        }
        relay.send();
        connection.flush(); // what the answers wait for is slow
        answerPending = true;
        while (relay.hasWaiting()) {
            begin();
            try {
                relay.answerNext();
            } catch (RuntimeException | Error e) {
                refuse(e);
            }
        }
        answerPending = false;
    }

    private void refuse(Throwable thrown) {
        boolean isOffline = peer.name() == null;
        if (thrown instanceof ProtocolException e) {
            boolean isLogin = !(request instanceof Action.Register);
            if ((e.code().equals(Code.TOO_MANY) && isLogin) || (e.code().equals(Code.UNAVAILABLE) && isOffline)) {
                advance(Stage.LAST_ANSWER);
            }
            send(replies.of(e));
        } else if (thrown instanceof StoreException e) {
            LOG.atLevel(e.level()).log("A request of {} failed: {}", peer, e.getMessage());
            if (isOffline && !e.code().equals(Code.SERVER_ERROR)) {
                advance(Stage.LAST_ANSWER);
            }
            send(replies.of(e));
        } else {
            fail(thrown);
        }
    }

    /** Answers an object that is bad. */
    void refuse(FrameException garbage) {
        answerRelayed();
        begin();
        if (garbage.fatal()) {
            advance(Stage.LAST_ANSWER);
        }
        send(replies.of(Code.BAD_REQUEST, String.valueOf(garbage.getMessage())));
    }

    /** Everything that was read is answered; the next requests come later. */
    void endRound() {
        answerRelayed();
        relay.endRound();
        session.endRound();
        if (!dialect.isStandard() && connection.endsLines()) {
            dialect.markLinePeer();
            session.dialectShown();
        }
    }

    private void begin() {
        request = null;
        wasOnline = peer.name() != null;
    }

    /** Decodes a frame. Even an object that is refused may show the peer's dialect. */
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
            connection.flush(); // the action may be slow, and earlier answers must not wait for it
        }
        if (action instanceof Action.Quit) {
            advance(Stage.QUIT);
        }
        if (action.verb().forOnline() && peer.name() == null) {
            throw new ProtocolException(Code.UNAUTHORIZED, "Come online first: send a presence with your name.");
        }
        return action instanceof Action.Msg ? action.accept(handler) : handleSlow(action);
    }

    /** The action may wait for the hash of a password, or for the store. */
    private Response handleSlow(Action action) {
        answerPending = true;
        try {
            Response elsewhere = roomsElsewhere.answer(action);
            return elsewhere == null ? action.accept(handler) : elsewhere;
        } finally {
            answerPending = false;
        }
    }

    private void send(Response answer) {
        measures.answered(request, wasOnline, answer.code());
        badInARow = answer.code().equals(Code.BAD_REQUEST) ? badInARow + 1 : 0;
        Response last = answer;
        if (badInARow >= mostBadInARow.getAsInt()) {
            advance(Stage.LAST_ANSWER);
            last = replies.of(answer.code(), answer.text() + " Too many in a row: the connection is closed.");
        }
        Reply reply = new Reply(request, wasOnline, last);
        if (dialect.endsAfter(reply)) {
            advance(Stage.LAST_ANSWER);
        }
        dialect.encode(reply).forEach(connection::post);
    }

    /**
     * Reports a bug, unless the server is going down: then the request may just have needed something already closed. A fatal error
     * ends the server instead.
     */
    private void fail(Throwable e) {
        FatalErrors.check(e);
        if (stage == Stage.GOING_DOWN) {
            LOG.debug("A request of {} came too late", peer, e);
            return;
        }
        if (FatalErrors.isOutOfThreads(e)) {
            LOG.warn("A request of {} needs a thread, and there is none: {}", peer, e.getMessage());
            send(replies.of(Code.UNAVAILABLE, "The server is too busy: try again later."));
            return;
        }
        LOG.error("A request of {} failed", peer, e);
        send(replies.of(Code.SERVER_ERROR, "The server failed to handle this: try again, or tell its operator."));
    }
}
