package chat.jim.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one JSON object: valid UTF-8 from brace to brace, within the limits of the wire. Making a frame copies
 * nothing. A frame that was read lies in its reader's buffer, and is valid only until the reader reads on. A frame that
 * was made by {@link #of} or {@link #copy} stays valid.
 */
public final class Frame {
    /** The longest object in characters: code points, with an escape counted as the one that it stands for. */
    public static final int MAX_CHARACTERS = 640;

    /** The longest object in bytes: it has room for 640 characters as escaped surrogate pairs of twelve bytes. */
    static final int MAX_BYTES = 8192;

    private final byte[] bytes;
    private final int from;
    private final int to;
    private final boolean multiline;
    private final @Nullable FlatObject object;

    private Frame(byte[] bytes, int from, int to, boolean multiline, @Nullable FlatObject object) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.multiline = multiline;
        this.object = object;
    }

    /** Makes a frame of the object in that range. The caller has scanned it to its closing brace, and found it good. */
    static Frame scanned(byte[] bytes, int from, int to, boolean multiline) {
        return new Frame(bytes, from, to, multiline, null);
    }

    /** The same for a flat object, whose members were noted. */
    static Frame flat(byte[] bytes, int from, int to, FlatObject object) {
        return new Frame(bytes, from, to, false, object);
    }

    /**
     * Makes a frame of one whole object. The array must not be modified afterwards.
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

    /** The same of one that was encoded here, for a reader that has other limits. */
    public static Frame ofAnyLength(byte[] object) {
        return scanned(object, 0, object.length, false);
    }

    /** The same as {@link #of} of a text that is known to be an object. */
    public static Frame ofText(String object) {
        try {
            return of(object.getBytes(StandardCharsets.UTF_8));
        } catch (FrameException e) {
            throw new IllegalArgumentException(object, e);
        }
    }

    /** Copies the object into an array of its own, so that it stays valid. */
    public Frame copy() {
        return new Frame(Arrays.copyOfRange(bytes, from, to), 0, length(), multiline, null);
    }

    /** The members, if the frame was read and is flat; otherwise null. Valid only as long as the frame. */
    public @Nullable FlatObject flatObject() {
        return object;
    }

    /** The array that holds the object. It must not be modified. */
    public byte[] array() {
        return bytes;
    }

    /** The index in {@link #array} where the object begins. */
    public int offset() {
        return from;
    }

    /** The object's length in bytes. */
    public int length() {
        return to - from;
    }

    /** Whether a raw line break stands in its white space. Such an object must be encoded again to fit on one line. */
    public boolean multiline() {
        return multiline;
    }

    /** The object's text. */
    public String text() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }

    /** Shows the size only: the content must not get into a log. */
    @Override
    public String toString() {
        return "Frame[" + length() + " bytes]";
    }
}
