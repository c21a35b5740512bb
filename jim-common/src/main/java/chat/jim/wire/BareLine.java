package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The form in which an object goes to a bare peer (PROTOCOL.md, section 1). */
public final class BareLine {
    private static final HexFormat HEX = HexFormat.of();

    /** What a bare peer takes from the wire with one read, line feed included. */
    private static final int BARE_READ = 1024;

    private BareLine() {}

    /**
     * The object that stands there, with a line feed, and with all that is not ASCII escaped, as long as it stays within
     * 1024 bytes so, else as it is.
     */
    public static byte[] of(byte[] bytes, int from, int length) {
        String line = new String(bytes, from, length, StandardCharsets.UTF_8) + "\n";
        StringBuilder escaped = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append("\\u").append(HEX.toHexDigits(c));
            }
        }
        return escaped.length() > BARE_READ
                ? line.getBytes(StandardCharsets.UTF_8)
                : escaped.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
