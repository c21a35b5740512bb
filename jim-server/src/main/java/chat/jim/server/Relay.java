package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Envelope;
import chat.jim.wire.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Passes the plain messages of one session on as they came, which nearly all are: only what stands on the envelope is read.
 * Only for the thread of the session.
 */
final class Relay {
    private final Session session;
    private final Services services;
    private final Envelope envelope = new Envelope();

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
        if (sender == null
                || !envelope.read(frame)
                || !envelope.from().toString().equals(sender.toString())) {
            return null;
        }
        services.router().route(frame, session, envelope.to());
        return services.sent().frame();
    }
}
