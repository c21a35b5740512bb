package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The shortest form of an object: no white space between its tokens, and characters instead of their escapes. It means the
 * same, with its members in their order and its numbers as they were written. Control characters stay escaped.
 */
public final class CompactForm {
    private static final int DIGITS = 4;

    /** The control characters that have a short escape, and these escapes. */
    private static final String SHORT_ESCAPED = "\b\t\n\f\r\"\\";

    private static final String SHORT_ESCAPES = "btnfr\"\\";

    private final byte[] bytes;
    private final int end;
    private final byte[] compact;
    private int at;
    private int length;

    private CompactForm(Frame frame) {
        bytes = frame.array();
        at = frame.offset();
        end = at + frame.length();
        compact = new byte[frame.length()];
    }

    /** The object of the frame in that form. It is never longer than it was. */
    public static byte[] of(Frame frame) {
        CompactForm form = new CompactForm(frame);
        form.copyAll();
        return Arrays.copyOf(form.compact, form.length);
    }

    private void copyAll() {
        boolean inString = false;
        while (at < end) {
            byte next = bytes[at];
            if (inString && next == '\\') {
                copyEscape();
                continue;
            }
            if (next == '"') {
                inString = !inString;
            }
            if (inString || !isSpace(next)) {
                put(next);
            }
            at++;
        }
    }

    private static boolean isSpace(byte next) {
        return next == ' ' || next == '\n' || next == '\r' || next == '\t';
    }

    private void copyEscape() {
        byte kind = bytes[at + 1];
        if (kind == 'u') {
            copyUnicodeEscape();
        } else {
            copy(kind == '/' ? 1 : 0, 2);
        }
    }

    /** Copies the next bytes, but for those that it leaves out before them. */
    private void copy(int omitted, int count) {
        for (int i = omitted; i < count; i++) {
            put(bytes[at + i]);
        }
        at += count;
    }

    private void copyUnicodeEscape() {
        int escape = 2 + DIGITS;
        char unit = unit(at);
        if (Character.isHighSurrogate(unit)) {
            putText(new String(new char[] {unit, unit(at + escape)}));
            at += 2 * escape;
        } else if (SHORT_ESCAPED.indexOf(unit) >= 0) {
            put((byte) '\\');
            put((byte) SHORT_ESCAPES.charAt(SHORT_ESCAPED.indexOf(unit)));
            at += escape;
        } else if (Character.isISOControl(unit)) {
            copy(0, escape);
        } else {
            putText(String.valueOf(unit));
            at += escape;
        }
    }

    /** The UTF-16 unit of the escape at that index. A frame has no half of a pair alone. */
    private char unit(int escape) {
        String digits = new String(bytes, escape + 2, DIGITS, StandardCharsets.US_ASCII);
        return (char) HexFormat.fromHexDigits(digits);
    }

    private void putText(String text) {
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            put(next);
        }
    }

    private void put(byte next) {
        compact[length++] = next;
    }
}
