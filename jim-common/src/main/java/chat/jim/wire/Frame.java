package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The bytes of one JSON object, as they came or as they will go: valid UTF-8 from brace to brace, within the limits of
 * the wire. Immutable, so one frame may wait in many outboxes at once.
 */
public final class Frame {
    /** Longest object in characters (code points, an escape counting as the one that it means), white space included. */
    public static final int MAX_CHARACTERS = 640;

    /** Longest object in bytes: 640 characters as twelve-byte escaped surrogate pairs fit. */
    public static final int MAX_BYTES = 8192;

    private static final HexFormat HEX = HexFormat.of();

    /** What a bare peer takes from the wire with one read, line feed included. */
    private static final int BARE_READ = 1024;

    private final byte[] line;
    private final boolean multiline;

    private Frame(byte[] line, boolean multiline) {
        this.line = line;
        this.multiline = multiline;
    }

    /** Takes the object out of {@code buffer}; the caller has scanned it to its closing brace and found it good. */
    static Frame copyOf(byte[] buffer, int from, int to, boolean multiline) {
        byte[] line = Arrays.copyOfRange(buffer, from, to + 1);
        line[to - from] = '\n';
        return new Frame(line, multiline);
    }

    /**
     * Makes a frame of one whole object.
     *
     * @throws FrameException if it is not exactly one object, or is over a limit
     */
    public static Frame of(byte[] object) throws FrameException {
        ObjectScanner scanner = new ObjectScanner();
        boolean opens = object.length > 0 && object[0] == '{';
        if (!opens || scanner.scan(object, 0, object.length) != object.length || !scanner.closed()) {
            throw FrameException.skippable("These bytes are not one whole JSON object.");
        }
        scanner.check();
        return copyOf(object, 0, object.length, scanner.multiline());
    }

    /** The object followed by one line feed, as it is written to a peer. Shared: never to be modified. */
    public byte[] line() {
        return line;
    }

    /**
     * The line as it is written to a bare peer: with all that is not ASCII escaped, as long as it stays within 1024 bytes
     * so, else as it is (PROTOCOL.md, section 1).
     */
    public byte[] bareLine() {
        StringBuilder escaped = new StringBuilder(line.length);
        for (char c : new String(line, StandardCharsets.UTF_8).toCharArray()) {
            if (c < 0x80) {
                escaped.append(c);
            } else {
                escaped.append("\\u").append(HEX.toHexDigits(c));
            }
        }
        return escaped.length() > BARE_READ ? line : escaped.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The object's length in bytes, without the line feed. */
    public int length() {
        return line.length - 1;
    }

    /** Whether a raw line break stands in its white space, so that it has to be written anew to stay on one line. */
    public boolean multiline() {
        return multiline;
    }

    /** The object's text. */
    public String text() {
        return new String(line, 0, length(), StandardCharsets.UTF_8);
    }

    /** Names the size only: what is in a frame is nobody's business in a log. */
    @Override
    public String toString() {
        return "Frame[" + length() + " bytes]";
    }
}
