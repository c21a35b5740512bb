package chat.jim.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames by their braces; the bytes may come in any pieces (PROTOCOL.md, section 1). For
 * one thread only.
 */
public final class FrameReader {
    private static final int SMALL_BUFFER = 512;

    /** The first byte of a TLS connection: a handshake from a client, an alert from a server that expects TLS. */
    private static final byte TLS_HANDSHAKE = 0x16;

    private static final byte TLS_ALERT = 0x15;

    /**
     * How often the flat scanner tries one object. It starts over each time, which would take too long for an object
     * that comes in many small pieces.
     */
    private static final int FLAT_SCANS = 2;

    /** The rest of something bad that has been answered already. */
    private enum Skipping {
        NOTHING,
        /** Garbage, to the end of its line. */
        LINE,
        /** The rest of a broken object: the lines that do not begin with a brace. */
        BROKEN_OBJECT,
        /** One of these lines. */
        BROKEN_OBJECT_LINE
    }

    private final InputStream in;
    private final BufferPool pool;
    private final FlatScanner flatScanner = new FlatScanner();
    private final ObjectScanner scanner = new ObjectScanner();

    /** The only buffer of an idle connection; a burst is read into a large one. */
    private final byte[] small = new byte[SMALL_BUFFER];

    private byte[] buffer = small;
    private int start;
    private int end;
    private Skipping skipping = Skipping.NOTHING;

    /** How often the flat scanner has found the object at the start incomplete. */
    private int incomplete;

    /** How many bytes of the object at the start the careful scanner has scanned. */
    private int scanned;

    /** When it began to wait with a large buffer, by {@link System#nanoTime}; 0 if it does not. */
    private volatile long waitingSince;

    private boolean afterObject;
    private boolean endsLines;

    /** Whether the peer has sent anything but white space. */
    private boolean begun;

    private boolean takesLong;

    /** Written by the thread that reads, which needs no atomic step. */
    private final AtomicLong received = new AtomicLong();

    /** Reads from {@code in}. */
    public FrameReader(InputStream in) {
        this(in, BufferPool.unlimited());
    }

    /** Reads from {@code in}, bursts into large buffers from {@code pool}. */
    public FrameReader(InputStream in, BufferPool pool) {
        this.in = in;
        this.pool = pool;
    }

    /** From now on an object may be as long as the buffer: other programs know no limit of characters. */
    public void takeLong() {
        takesLong = true;
    }

    /**
     * Waits for the next object and returns it, or null at the end of the stream. (An object cut off by the end is
     * dropped.) The object lies in the buffer, and is overwritten when the next one is read.
     *
     * @throws FrameException the next object was bad; unless the exception is fatal, you may read on
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
     * Returns the next object if all of it is at hand, otherwise null: then {@link #fill} reads more.
     *
     * @throws FrameException the next object was bad; unless the exception is fatal, you may read on
     */
    public @Nullable Frame next() throws FrameException {
        if (!skipToObject()) {
            return null;
        }
        if (incomplete < FLAT_SCANS) {
            int close = flatScanner.scan(buffer, start, end);
            if (close > 0) {
                Frame frame = Frame.flat(buffer, start, close, flatScanner.object());
                goBehind(close);
                return frame;
            }
            incomplete = close == FlatScanner.INCOMPLETE ? incomplete + 1 : FLAT_SCANS;
            if (incomplete < FLAT_SCANS && end - start < Frame.MAX_BYTES) {
                return null;
            }
            incomplete = FLAT_SCANS;
            scanner.reset();
            scanned = 0;
        }
        return scanCarefully();
    }

    /** For objects that are bad, not flat, or come in many pieces. */
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
            if (takesLong) {
                scanner.checkContent();
            } else {
                scanner.check();
            }
            return Frame.scanned(buffer, from, stopped, scanner.multiline());
        }
        if (scanned >= Frame.MAX_BYTES) {
            throw FrameException.fatal("This object is still open after " + Frame.MAX_BYTES
                    + " bytes: close its braces, and keep it within " + Frame.MAX_CHARACTERS + " characters.");
        }
        return null;
    }

    /**
     * Whether the peer has ended an object with a line feed so far. Such a peer is known to read lines (PROTOCOL.md,
     * section 1).
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

    /** Skips the white space at hand, so that the line feed after an object is seen before the object is answered. */
    private void skipWhiteSpace() {
        while (start < end && isWhiteSpace(buffer[start])) {
            endsLines |= afterObject && buffer[start] == '\n';
            start++;
        }
    }

    private static boolean isWhiteSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Moves {@code start} to the next opening brace; false if there is none at hand. */
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
     * Waits for more bytes, and keeps them after those that are not read yet. False at the end of the stream. What a
     * burst has brought is read at once.
     *
     * @throws IOException the stream failed
     */
    public boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == 0 && buffer != small && in.available() == 0) {
            pool.giveBack(buffer);
            buffer = small;
        } else if (isFull()) {
            enlarge();
        }
        if (!readSome()) {
            return false;
        }
        if (isFull() && buffer == small && in.available() > 0) {
            enlarge();
            return readSome();
        }
        return true;
    }

    /** Writes all that is at hand to {@code out}, as it came, instead of looking for objects in it. */
    public void passOn(OutputStream out) throws IOException {
        int from = start;
        skipWhiteSpace();
        afterObject &= start == end;
        out.write(buffer, from, end - from);
        start = end;
    }

    private boolean isFull() {
        return end == buffer.length - FlatScanner.SLACK;
    }

    private void enlarge() {
        if (buffer == small) {
            buffer = pool.borrow();
            System.arraycopy(small, 0, buffer, 0, end);
        }
    }

    private boolean readSome() throws IOException {
        boolean large = buffer != small;
        if (large) {
            waitingSince = System.nanoTime() | 1;
        }
        try {
            int count = in.read(buffer, end, buffer.length - FlatScanner.SLACK - end);
            end += Math.max(0, count);
            received.setOpaque(received.getPlain() + Math.max(0, count));
            return count >= 0;
        } finally {
            if (large) {
                waitingSince = 0;
            }
        }
    }

    /** How many bytes were read. From any thread. */
    public long received() {
        return received.getOpaque();
    }

    /** For how many nanoseconds the rest of a long object has not come; 0 if none is awaited. From any thread. */
    public long stalledNanos(long now) {
        long since = waitingSince;
        return since == 0 ? 0 : now - since;
    }

    /** How many bytes it has borrowed while it waits for the rest of a long object. From any thread. */
    public int borrowedBytes() {
        return waitingSince == 0 ? 0 : BufferPool.SIZE;
    }

    /** Gives a large buffer back. The reader must not be used any more. */
    public void close() {
        pool.giveBack(buffer);
        buffer = small;
        start = 0;
        end = 0;
    }
}
