package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The form in which an object goes to a bare peer (PROTOCOL.md, section 1). */
public final class BareForm {
    private static final HexFormat HEX = HexFormat.of();

    /**
     * Matches every escape, so that an escaped backslash is consumed whole. The group has the digits of a Unicode
     * escape.
     */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u([0-9a-fA-F]{4})|.)");

    /** The bytes that a bare peer takes with one read, line feed included. */
    private static final int BARE_READ = 1024;

    private BareForm() {}

    /** Whether a bare peer takes the object with one read, in the form for it. */
    public static boolean fits(Frame frame) {
        return frame.length() < BARE_READ || of(frame.array(), frame.offset(), frame.length()).length <= BARE_READ;
    }

    /** Whether it does so with all characters escaped that are not ASCII. */
    public static boolean fitsEscaped(Frame frame) {
        return escaped(frame.text()).length() < BARE_READ;
    }

    /**
     * Returns the object in that range with a line feed. Characters that are not ASCII are escaped if the line then
     * fits into 1024 bytes; otherwise none is.
     */
    public static byte[] of(byte[] bytes, int from, int length) {
        String line = new String(bytes, from, length, StandardCharsets.UTF_8) + "\n";
        String escaped = escaped(line);
        return escaped.length() > BARE_READ
                ? unescaped(line).getBytes(StandardCharsets.UTF_8)
                : escaped.getBytes(StandardCharsets.US_ASCII);
    }

    private static String escaped(String line) {
        StringBuilder escaped = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append("\\u").append(HEX.toHexDigits(c));
            }
        }
        return escaped.toString();
    }

    /** Replaces the escapes of characters that are not ASCII by the characters, which are shorter. */
    private static String unescaped(String line) {
        return ESCAPE.matcher(line).replaceAll(escape -> {
            String digits = escape.group(1);
            int unit = digits == null ? 0 : HexFormat.fromHexDigits(digits);
            return Matcher.quoteReplacement(unit < 0x80 ? escape.group() : String.valueOf((char) unit));
        });
    }
}
