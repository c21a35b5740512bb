package chat.jim.wire;

/** Says in a sentence for the peer what was wrong with its bytes, and whether reading can go on. */
public final class FrameException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean fatal;
    private final boolean tls;

    private FrameException(String message, boolean fatal, boolean tls) {
        super(message, null, false, false);
        this.fatal = fatal;
        this.tls = tls;
    }

    /** The bad bytes were skipped: the next object can be read. */
    static FrameException skippable(String message) {
        return new FrameException(message, false, false);
    }

    /** The end of the object cannot be found: the connection has to be closed. */
    static FrameException fatal(String message) {
        return new FrameException(message, true, false);
    }

    /** The peer speaks TLS. */
    static FrameException tls() {
        return new FrameException("Expected a JSON object, and not TLS: connect without it.", true, true);
    }

    /** Whether the peer speaks TLS, as a server does that expects TLS from the client. */
    public boolean isTls() {
        return tls;
    }

    /** Whether the connection has to be closed after the answer. */
    public boolean fatal() {
        return fatal;
    }
}
