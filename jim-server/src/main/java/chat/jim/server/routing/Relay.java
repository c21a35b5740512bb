package chat.jim.server.routing;

import chat.jim.codec.MsgHeader;
import chat.jim.protocol.Address;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.session.ServerContext;
import chat.jim.server.session.Session;
import chat.jim.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Passes the messages of one session on as they came. Of the plain ones, which nearly all are, only what stands on the
 * envelope is read. Only for the thread of the session.
 */
public final class Relay {
    private final Session session;
    private final ServerContext services;
    private final MsgHeader envelope = new MsgHeader();

    /** The answer to the messages that came in one go: the clock is read once for all of them. */
    private @Nullable Frame sent;

    public Relay(Session session, ServerContext services) {
        this.session = session;
        this.services = services;
    }

    /**
     * Hands the frame over as {@link Router#route} does, and returns the answer; null if it has to be decoded first, being
     * no plain {@code msg} in which the sender is named just as everybody knows it.
     */
    @Nullable
    public Frame pass(Frame frame) {
        Address sender = session.name();
        if (sender == null || !envelope.read(frame) || !OutgoingMsg.isNamed(envelope.from(), sender)) {
            return null;
        }
        if (!services.router().route(OutgoingMsg.standard(frame, services.clock()), session, envelope.to())) {
            return services.codec().encode(services.kept(envelope.to()));
        }
        if (sent == null) {
            sent = services.sent().frame();
        }
        return sent;
    }

    /** The next messages come later. */
    public void endRound() {
        sent = null;
    }
}
