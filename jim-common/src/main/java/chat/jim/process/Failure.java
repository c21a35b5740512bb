package chat.jim.process;

/** Ends the program with exit status 1 and one sentence for its user, which says what to do. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Says {@code sentence}. */
    public Failure(String sentence) {
        super(sentence, null, false, false);
    }
}
