package chat.jim.wire;

/** Says what was wrong with the bytes, in a sentence for the peer that sent them, and whether reading can go on. */
public final class FrameException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean fatal;

    private FrameException(String message, boolean fatal) {
        super(message, null, false, false);
        this.fatal = fatal;
    }

    /** The bad bytes were passed over: the next object can be read. */
    static FrameException skippable(String message) {
        return new FrameException(message, false);
    }

    /** Nobody knows where the object ends: the connection has to be closed. */
    static FrameException fatal(String message) {
        return new FrameException(message, true);
    }

    /** Whether the connection has to be closed after the answer. */
    public boolean fatal() {
        return fatal;
    }
}
