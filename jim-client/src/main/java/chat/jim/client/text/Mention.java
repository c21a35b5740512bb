package chat.jim.client.text;

import chat.jim.protocol.Address;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds a user's name in a text. */
public final class Mention {
    private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}_])";
    private static final String NO_LETTER_AFTER = "(?![\\p{L}\\p{N}_])";

    private Mention() {}

    /** Whether a text has that name in it as a word, in any case. */
    public static Predicate<String> of(Address name) {
        return Pattern.compile(
                        NO_LETTER_BEFORE + Pattern.quote(name.toString()) + NO_LETTER_AFTER,
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .asPredicate();
    }
}
