package chat.jim.wire;

import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames by their braces, whatever the pieces that it comes in (PROTOCOL.md, section 1).
 * Not for more than one thread.
 */
public final class FrameReader {
    private static final int SMALL_BUFFER = 512;

    /** What has been answered already, and is passed over. */
    private enum Skipping {
        NOTHING,
        /** Garbage, to the end of its line. */
        LINE,
        /** What is left of a broken object: the lines that do not begin with a brace. */
        BROKEN_OBJECT
    }

    private final InputStream in;
    private final Flushable beforeWaiting;
    private final OutlineScanner outlines = new OutlineScanner();
    private final ObjectScanner scanner = new ObjectScanner();

    /** All that an idle connection holds; a burst is read into a large one. */
    private final byte[] small = new byte[SMALL_BUFFER];

    private byte[] buffer = small;
    private int start;
    private int end;
    private Skipping skipping = Skipping.NOTHING;
    private boolean afterObject;
    private boolean endsLines;

    /**
     * Reads from {@code in}, and flushes {@code beforeWaiting} each time before it may have to wait for more: the
     * moment to send what the objects read so far were answered with.
     */
    public FrameReader(InputStream in, Flushable beforeWaiting) {
        this.in = in;
        this.beforeWaiting = beforeWaiting;
    }

    /**
     * Returns the next object, or null at the end of the stream (an object cut off by the end is dropped). It lies in the
     * buffer, and is overwritten when the next one is read.
     *
     * @throws FrameException what stood there was no good object; unless it is fatal, reading may go on behind it
     * @throws IOException the stream failed
     */
    public @Nullable Frame read() throws IOException, FrameException {
        if (!skipToObject()) {
            return null;
        }
        int close = outlines.scan(buffer, start, end);
        if (close == OutlineScanner.INCOMPLETE) {
            if (!fill()) {
                return null;
            }
            close = outlines.scan(buffer, start, end);
        }
        return close > 0 ? outlined(close) : readCarefully();
    }

    private Frame outlined(int close) {
        Frame frame = Frame.outlined(buffer, start, close, outlines.outline());
        goBehind(close);
        return frame;
    }

    /** For objects that are not flat, not good, or come in many pieces. */
    private @Nullable Frame readCarefully() throws IOException, FrameException {
        scanner.reset();
        int scanned = start;
        while (true) {
            scanned = scanner.scan(buffer, scanned, Math.min(end, start + Frame.MAX_BYTES));
            if (scanner.brokenOff()) {
                start = scanned;
                skipping = Skipping.BROKEN_OBJECT;
                afterObject = false;
                throw FrameException.skippable(
                        "A string is still open at the end of its line: close it, and write a line break as \\n.");
            }
            if (scanner.closed()) {
                int from = start;
                goBehind(scanned);
                scanner.check();
                return Frame.scanned(buffer, from, scanned, scanner.multiline());
            }
            if (scanned - start >= Frame.MAX_BYTES) {
                throw FrameException.fatal("This object is still open after " + Frame.MAX_BYTES
                        + " bytes: close its braces, and keep it within " + Frame.MAX_CHARACTERS + " characters.");
            }
            int offset = scanned - start;
            if (!fill()) {
                return null;
            }
            scanned = start + offset;
        }
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

    /** Leaves {@code start} at an opening brace; false at the end of the stream. */
    private boolean skipToObject() throws IOException, FrameException {
        boolean afterBrokenObject = skipping == Skipping.BROKEN_OBJECT;
        while (true) {
            while (start < end) {
                if (skipping == Skipping.LINE) {
                    if (buffer[start++] == '\n') {
                        skipping = afterBrokenObject ? Skipping.BROKEN_OBJECT : Skipping.NOTHING;
                    }
                } else if (buffer[start] == '{') {
                    skipping = Skipping.NOTHING;
                    return true;
                } else if (isWhiteSpace(buffer[start])) {
                    skipWhiteSpace();
                } else {
                    skipping = Skipping.LINE;
                    afterObject = false;
                    if (!afterBrokenObject) {
                        throw FrameException.skippable("Expected a JSON object: begin with { and end with }.");
                    }
                }
            }
            if (!fill()) {
                return false;
            }
        }
    }

    /** Reads more behind what is kept, making room for it; false at the end of the stream. */
    private boolean fill() throws IOException {
        if (start == end) {
            Buffers.giveBack(buffer);
            buffer = small;
        } else if (end == buffer.length - OutlineScanner.SLACK && buffer == small) {
            buffer = Buffers.borrow();
            System.arraycopy(small, start, buffer, 0, end - start);
        } else {
            System.arraycopy(buffer, start, buffer, 0, end - start);
        }
        end -= start;
        start = 0;
        beforeWaiting.flush();
        int count = in.read(buffer, end, buffer.length - OutlineScanner.SLACK - end);
        if (count < 0) {
            return false;
        }
        end += count;
        return true;
    }
}
