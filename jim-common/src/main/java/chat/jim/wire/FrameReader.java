package chat.jim.wire;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames by their braces, whatever the pieces that it comes in (PROTOCOL.md, section 1).
 * Not for more than one thread.
 */
public final class FrameReader {
    private static final int SMALL_BUFFER = 512;

    /** What the first record of TLS begins with, from a client and from a server that wants it. */
    private static final byte TLS_HANDSHAKE = 0x16;

    private static final byte TLS_ALERT = 0x15;

    /**
     * An object that is not all there after so many reads comes in small pieces: to scan it anew each time would not end.
     */
    private static final int OUTLINE_TRIES = 2;

    /** What has been answered already, and is passed over. */
    private enum Skipping {
        NOTHING,
        /** Garbage, to the end of its line. */
        LINE,
        /** What is left of a broken object: the lines that do not begin with a brace. */
        BROKEN_OBJECT,
        /** One of these lines. */
        BROKEN_OBJECT_LINE
    }

    private final InputStream in;
    private final FlatScanner outlines = new FlatScanner();
    private final ObjectScanner scanner = new ObjectScanner();

    /** All that an idle connection holds; a burst is read into a large one. */
    private final byte[] small = new byte[SMALL_BUFFER];

    private byte[] buffer = small;
    private int start;
    private int end;
    private Skipping skipping = Skipping.NOTHING;

    /** How often the outline of the object at the start was not to be had since it is not all there yet. */
    private int incomplete;

    /** How much of the object at the start has been scanned by the careful scanner. */
    private int scanned;

    private boolean afterObject;
    private boolean endsLines;

    /** Whether anything but white space has come. */
    private boolean begun;

    /** Reads from {@code in}. */
    public FrameReader(InputStream in) {
        this.in = in;
    }

    /**
     * Returns the next object, waiting for it, or null at the end of the stream (an object cut off by the end is dropped). It
     * lies in the buffer, and is overwritten when the next one is read.
     *
     * @throws FrameException what stood there was no good object; unless it is fatal, reading may go on behind it
     * @throws IOException the stream failed
     */
    public @Nullable Frame read() throws IOException, FrameException {
        Frame frame = next();
        while (frame == null && fill()) {
            frame = next();
        }
        return frame;
    }

    /**
     * Returns the next object if all of it is at hand, else null: then {@link #fill} brings more.
     *
     * @throws FrameException what stood there was no good object; unless it is fatal, reading may go on behind it
     */
    public @Nullable Frame next() throws FrameException {
        if (!skipToObject()) {
            return null;
        }
        if (incomplete < OUTLINE_TRIES) {
            int close = outlines.scan(buffer, start, end);
            if (close > 0) {
                Frame frame = Frame.outlined(buffer, start, close, outlines.outline());
                goBehind(close);
                return frame;
            }
            incomplete = close == FlatScanner.INCOMPLETE ? incomplete + 1 : OUTLINE_TRIES;
            if (incomplete < OUTLINE_TRIES) {
                return null;
            }
            scanner.reset();
            scanned = 0;
        }
        return scanCarefully();
    }

    /** For objects that are not flat, not good, or come in many pieces. */
    private @Nullable Frame scanCarefully() throws FrameException {
        int stopped = scanner.scan(buffer, start + scanned, Math.min(end, start + Frame.MAX_BYTES));
        scanned = stopped - start;
        if (scanner.brokenOff()) {
            start = stopped;
            incomplete = 0;
            skipping = Skipping.BROKEN_OBJECT;
            afterObject = false;
            throw FrameException.skippable(
                    "A string is still open at the end of its line: close it, and write a line break as \\n.");
        }
        if (scanner.closed()) {
            int from = start;
            goBehind(stopped);
            scanner.check();
            return Frame.scanned(buffer, from, stopped, scanner.multiline());
        }
        if (scanned >= Frame.MAX_BYTES) {
            throw FrameException.fatal("This object is still open after " + Frame.MAX_BYTES
                    + " bytes: close its braces, and keep it within " + Frame.MAX_CHARACTERS + " characters.");
        }
        return null;
    }

    /**
     * Whether the peer has itself ended an object with a line feed, as far as was read: it is known to read lines
     * (PROTOCOL.md, section 1).
     */
    public boolean endsLines() {
        return endsLines;
    }

    private void goBehind(int close) {
        start = close;
        incomplete = 0;
        afterObject = true;
        skipWhiteSpace();
    }

    /** Passes over the white space at hand, so that the line feed behind an object is seen before it is answered. */
    private void skipWhiteSpace() {
        while (start < end && isWhiteSpace(buffer[start])) {
            endsLines |= afterObject && buffer[start] == '\n';
            start++;
        }
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Leaves {@code start} at an opening brace; false if there is none at hand. */
    private boolean skipToObject() throws FrameException {
        while (start < end) {
            if (skipping == Skipping.LINE || skipping == Skipping.BROKEN_OBJECT_LINE) {
                if (buffer[start++] == '\n') {
                    skipping = skipping == Skipping.LINE ? Skipping.NOTHING : Skipping.BROKEN_OBJECT;
                }
            } else if (buffer[start] == '{') {
                begun = true;
                skipping = Skipping.NOTHING;
                return true;
            } else if (isWhiteSpace(buffer[start])) {
                skipWhiteSpace();
            } else {
                afterObject = false;
                if (!begun && (buffer[start] == TLS_HANDSHAKE || buffer[start] == TLS_ALERT)) {
                    throw FrameException.tls();
                }
                begun = true;
                if (skipping == Skipping.NOTHING) {
                    skipping = Skipping.LINE;
                    throw FrameException.skippable("Expected a JSON object: begin with { and end with }.");
                }
                skipping = Skipping.BROKEN_OBJECT_LINE;
            }
        }
        return false;
    }

    /**
     * Waits for more to read; false at the end of the stream. It is kept behind what is not read yet.
     *
     * @throws IOException the stream failed
     */
    public boolean fill() throws IOException {
        if (start == end) {
            BufferPool.giveBack(buffer);
            buffer = small;
        } else if (end == buffer.length - FlatScanner.SLACK && buffer == small) {
            buffer = BufferPool.borrow();
            System.arraycopy(small, start, buffer, 0, end - start);
        } else {
            System.arraycopy(buffer, start, buffer, 0, end - start);
        }
        end -= start;
        start = 0;
        int count = in.read(buffer, end, buffer.length - FlatScanner.SLACK - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }
}
