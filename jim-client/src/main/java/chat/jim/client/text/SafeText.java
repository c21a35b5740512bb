package chat.jim.client.text;

import chat.jim.client.text.CodePoints.Kind;
import chat.jim.protocol.Action;
import chat.jim.text.Texts;

/**
 * Makes text from others fit to show: on one line, in its own row, and without what could move a terminal's cursor, change
 * its title, turn the direction of writing, or not be seen at all.
 *
 * <p>What honest text needs stays: marks on letters, joiners in emoji and between letters of the scripts that use them, one
 * variation selector. A backslash stays too, so whoever types {@code \n} looks as if there was a line break; doubling it
 * would spoil each path and each line of code, and an escape that was typed can do no harm.
 */
public final class SafeText {
    private static final Texts TEXTS = Texts.of(SafeText.class);
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

    /** A message as a line: who wrote it, and what. */
    public static String of(Action.Msg msg) {
        return sender(msg) + ": " + of(msg.message());
    }

    /** Who wrote a message. */
    public static String sender(Action.Msg msg) {
        return msg.from() == null ? TEXTS.say("somebody") : of(msg.from().toString());
    }

    /**
     * Keeps a safe text, or a name, from changing places with what stands before and after it if a terminal turns what is
     * written from right to left; for terminals only: in a pipe, text stays as it was written.
     */
    public static String isolated(String safe) {
        return safe.codePoints().anyMatch(CodePoints::isRightToLeft)
                ? FIRST_STRONG_ISOLATE + safe + POP_DIRECTIONAL_ISOLATE
                : safe;
    }
}
