package chat.jim.client;

import chat.jim.protocol.Action;
import chat.jim.protocol.Response;

/**
 * Makes text from others fit to show: on one line, and without what could move a terminal's cursor, change its title, or
 * turn the direction of writing.
 */
public final class SafeText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private SafeText() {}

    /** Returns the text with each dangerous character written as an escape, {@code \n} or <code>&#92;u{202e}</code>. */
    public static String of(String text) {
        if (text.codePoints().allMatch(SafeText::isHarmless)) {
            return text;
        }
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> append(safe, c));
        return safe.toString();
    }

    /** A message as a line: who wrote it, and what. */
    public static String of(Action.Msg msg) {
        return (msg.from() == null ? "somebody" : msg.from()) + ": " + of(msg.message());
    }

    /** The words of a response. */
    public static String of(Response response) {
        return response.text() == null ? "(no words)" : of(response.text());
    }

    private static void append(StringBuilder safe, int c) {
        if (isHarmless(c)) {
            safe.appendCodePoint(c);
            return;
        }
        switch (c) {
            case '\n' -> safe.append("\\n");
            case '\r' -> safe.append("\\r");
            case '\t' -> safe.append(' ');
            default -> safe.append("\\u{").append(Integer.toHexString(c)).append('}');
        }
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            case Character.FORMAT -> c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
