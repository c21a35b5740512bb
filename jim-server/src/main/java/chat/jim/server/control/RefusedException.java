package chat.jim.server.control;

import chat.jim.protocol.Code;

/** A request of the operator that is not done, with the sentence that says why. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final transient Sentence sentence;

    /** Refuses it. */
    public RefusedException(Code code, Sentence sentence) {
        super(sentence.toString());
        this.code = code;
        this.sentence = sentence;
    }

    /** Refuses it with one of the server's texts. */
    public static RefusedException of(Code code, String key, Object... values) {
        return new RefusedException(code, Sentence.of(key, values));
    }

    Code code() {
        return code;
    }

    /** Why. */
    public Sentence sentence() {
        return sentence;
    }
}
