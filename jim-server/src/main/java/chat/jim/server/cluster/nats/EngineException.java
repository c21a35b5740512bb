package chat.jim.server.cluster.nats;

import chat.jim.text.Texts;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** The engine did not do what was asked, or nobody knows whether it did. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final Texts TEXTS = Texts.of(EngineException.class);

    /** What may be concluded from it. */
    public enum Reason {
        /** It surely was not done: there was no connection, or nobody listens there. It will not be done later either. */
        NOT_SENT,

        /** It may have been done, or may still be: there was no answer in time, the connection broke, or the answer is an error. */
        UNKNOWN,

        /** This engine is of no use as it is: the operator has to change something. The message says what. */
        REFUSED
    }

    private final Reason reason;
    private final int code;

    EngineException(Reason reason, String message) {
        this(reason, 0, message, null);
    }

    EngineException(Reason reason, String message, Throwable cause) {
        this(reason, 0, message, cause);
    }

    private EngineException(Reason reason, int code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.code = code;
    }

    /** The operator has to change something; the sentence says what. */
    public static EngineException refused(String sentence) {
        return new EngineException(Reason.REFUSED, sentence);
    }

    /** Somebody did not even try. */
    public static EngineException notSent(String sentence) {
        return new EngineException(Reason.NOT_SENT, sentence);
    }

    static EngineException notConnected() {
        return notSent(TEXTS.say("nats.lost"));
    }

    /** JetStream has answered with an error of its own. */
    static EngineException answered(int code, String description) {
        return new EngineException(Reason.UNKNOWN, code, "NATS answers: " + description + " (" + code + ").", null);
    }

    /** What has ended a future. */
    public static EngineException of(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof EngineException known
                ? known
                : new EngineException(Reason.UNKNOWN, "The answer of NATS cannot be read: " + cause, cause);
    }

    /** The same, if an attempt before may have done it. */
    public EngineException unknown() {
        return reason == Reason.UNKNOWN
                ? this
                : new EngineException(Reason.UNKNOWN, code, String.valueOf(getMessage()), this);
    }

    /** What may be concluded. */
    public Reason reason() {
        return reason;
    }

    /** JetStream's own code of the error; 0 if it has not answered with one. */
    public int code() {
        return code;
    }
}
