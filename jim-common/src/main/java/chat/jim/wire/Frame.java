package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one JSON object: valid UTF-8 from brace to brace, within the limits of the wire. Nothing is copied to make
 * one: a frame that was read lies in its reader's buffer, and is good only until that reads on; one that was made here
 * stays good.
 */
public final class Frame {
    /** Longest object in characters (code points, an escape counting as the one that it means), white space included. */
    public static final int MAX_CHARACTERS = 640;

    /** Longest object in bytes: 640 characters as twelve-byte escaped surrogate pairs fit. */
    static final int MAX_BYTES = 8192;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean multiline;
    private final @Nullable FlatObject outline;

    private Frame(byte[] bytes, int from, int to, boolean multiline, @Nullable FlatObject outline) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.multiline = multiline;
        this.outline = outline;
    }

    /** The object lies at {@code from} up to {@code to}; the caller has scanned it to its closing brace, and found it good. */
    static Frame scanned(byte[] bytes, int from, int to, boolean multiline) {
        return new Frame(bytes, from, to, multiline, null);
    }

    /** The same for an object that its outline was drawn of. */
    static Frame outlined(byte[] bytes, int from, int to, FlatObject outline) {
        return new Frame(bytes, from, to, false, outline);
    }

    /**
     * Makes a frame of one whole object, which must not be modified any more.
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
        return scanned(object, 0, object.length, scanner.multiline());
    }

    /** The same object in an array of its own: that stays good. */
    public Frame copy() {
        return new Frame(Arrays.copyOfRange(bytes, from, to), 0, length(), multiline, null);
    }

    /** Where its members stand, if it was read and is flat; else null. Good only as long as the frame. */
    public @Nullable FlatObject outline() {
        return outline;
    }

    /** The array that it lies in. Never to be modified. */
    public byte[] array() {
        return bytes;
    }

    /** Where in {@link #array} it begins. */
    public int offset() {
        return from;
    }

    /** The object's length in bytes. */
    public int length() {
        return to - from;
    }

    /** Whether a raw line break stands in its white space, so that it has to be written anew to stay on one line. */
    public boolean multiline() {
        return multiline;
    }

    /** The object's text. */
    public String text() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }

    /** Names the size only: what is in a frame is nobody's business in a log. */
    @Override
    public String toString() {
        return "Frame[" + length() + " bytes]";
    }
}
