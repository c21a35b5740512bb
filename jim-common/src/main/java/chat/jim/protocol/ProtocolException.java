package chat.jim.protocol;

/**
 * A request that cannot be granted, with the code and the sentence to answer it with. It says what the peer did wrong,
 * not what went wrong here, so it has no stack trace.
 */
public final class ProtocolException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int number;

    /** To be answered with {@code code} and {@code sentence}, which says what to do. */
    public ProtocolException(Code code, String sentence) {
        super(sentence, null, false, false);
        number = code.number();
    }

    /** One with 400: the request is malformed. */
    public static ProtocolException badRequest(String sentence) {
        return new ProtocolException(Code.BAD_REQUEST, sentence);
    }

    /** The code to answer with. */
    public Code code() {
        return new Code(number);
    }

    /** The sentence to answer with. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
