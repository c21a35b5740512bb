package chat.jim.client.screen;

import chat.jim.protocol.Address;
import java.util.regex.Pattern;

/** Tells whether a text speaks of somebody: whether the name is in it as a word, in whatever case. */
final class Mention {
    private static final int ANY_CASE = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final String NO_LETTER_BEFORE = "(?<![\\p{L}\\p{N}_])";
    private static final String NO_LETTER_BEHIND = "(?![\\p{L}\\p{N}_])";

    private final Pattern word;

    /** Of {@code name}. */
    Mention(Address name) {
        word = Pattern.compile(NO_LETTER_BEFORE + Pattern.quote(name.toString()) + NO_LETTER_BEHIND, ANY_CASE);
    }

    boolean isIn(String text) {
        return word.matcher(text).find();
    }
}
