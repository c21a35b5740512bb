package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Envelope;
import chat.jim.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Passes the messages of one session on as they came. Of the plain ones, which nearly all are, only what stands on the
 * envelope is read. Only for the thread of the session.
 */
final class Relay {
    private final Session session;
    private final Services services;
    private final Envelope envelope = new Envelope();

    /** The answer to the messages that came in one go: the clock is read once for all of them. */
    private @Nullable Frame sent;

    Relay(Session session, Services services) {
        this.session = session;
        this.services = services;
    }

    /**
     * Hands the frame over as {@link Router#route} does, and returns the answer; null if it has to be decoded first, being
     * no plain {@code msg} in which the sender is named just as everybody knows it.
     */
    @Nullable
    Frame pass(Frame frame) {
        Address sender = session.name();
        if (sender == null || !envelope.read(frame) || !Letter.isNamed(envelope.from(), sender)) {
            return null;
        }
        if (!services.router().route(Letter.standard(frame, services), session, envelope.to())) {
            return services.codec().encode(services.kept(envelope.to()));
        }
        if (sent == null) {
            sent = services.sent().frame();
        }
        return sent;
    }

    /** The next messages come later. */
    void endRound() {
        sent = null;
    }
}
