package chat.jim.client.text;

import chat.jim.client.text.CodePoints.Kind;
import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import chat.jim.text.Texts;
import java.util.regex.Pattern;

/**
 * Makes text from others safe to show: on one line, within its own row, and without characters that could move a terminal's
 * cursor, change its title, change the direction of writing, or be invisible.
 *
 * <p>What honest text needs stays: marks on letters, joiners in emoji and between letters of the scripts that use them, one
 * variation selector. A backslash stays too, so a typed {@code \n} looks like an escaped line break: doubling backslashes
 * would spoil every path and every line of code, and a typed escape does no harm.
 */
public final class SafeText {
    private static final Texts TEXTS = Texts.of(SafeText.class);
    private static final Pattern OUR_NAME = Pattern.compile("#?[\\p{L}\\p{M}\\p{N}_.-]+");
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private SafeText() {}

    /**
     * Returns the text with each dangerous character written as an escape, {@code \n} or <code>&#92;u{202e}</code>. More
     * than six marks on a letter, or six escapes in a row, are counted: <code>&#92;u{+494}</code> is 494 left out.
     */
    public static String of(String text) {
        if (text.codePoints().allMatch(c -> CodePoints.kindOf(c) == Kind.PLAIN)) {
            return text;
        }
        return new SafeLine().add(text).toString();
    }

    /**
     * A message as a line: its sender and its text. What the sender does begins with a star, which begins no name: no text
     * that is said can look like it.
     */
    public static String of(Action.Msg msg) {
        return msg.me() == null ? sender(msg) + ": " + of(msg.message()) : "* " + sender(msg) + " " + of(msg.message());
    }

    /** The sender of a message. */
    public static String sender(Action.Msg msg) {
        return msg.from() == null ? TEXTS.say("somebody") : name(msg.from());
    }

    /** A name; in quotes if it is none of ours, so that it looks like nothing else. */
    public static String name(Address address) {
        String name = address.toString();
        return OUR_NAME.matcher(name).matches() ? of(name) : '"' + of(name) + '"';
    }

    /**
     * Returns the text made safe, and kept from changing places with what is before and after it on a terminal that reorders
     * right-to-left text. Only for terminals: in a pipe, text stays as it was written.
     */
    public static String isolated(String text) {
        String safe = of(text);
        return safe.codePoints().anyMatch(CodePoints::isRightToLeft)
                ? FIRST_STRONG_ISOLATE + safe + POP_DIRECTIONAL_ISOLATE
                : safe;
    }
}
