package chat.jim.net;

import chat.jim.wire.BareForm;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of lines, one object each: copied in at one end, taken out in pieces at the other. What was taken stays where
 * it is, and counts, until the next piece is taken. Not for more than one thread at a time.
 */
final class SendBuffer {
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final int SMALL_BUFFER = 512;
    private static final byte[] NO_BUFFER = {};

    /** Bytes to be written together, where they lie. */
    static final class Piece {
        private final byte[] bytes;
        private final int from;
        private final int length;

        private Piece(byte[] bytes, int from, int length) {
            this.bytes = bytes;
            this.from = from;
            this.length = length;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(bytes, from, length);
        }
    }

    /** Where lines are added, up to {@code end}. */
    private byte[] added = NO_BUFFER;

    private int end;

    /** Where they are taken from: exchanged for the other one when it is empty. */
    private byte[] leaving = NO_BUFFER;

    private int next;
    private int last;

    /** How much of what is leaving is in the piece taken last. */
    private int taken;

    private @Nullable Frame first;

    /** Adds the object with a line feed behind it. */
    void add(Frame frame) {
        int length = frame.length();
        makeRoom(end + length + 1);
        System.arraycopy(frame.array(), frame.offset(), added, end, length);
        end += length;
        added[end++] = '\n';
    }

    /** Puts the object before all that was not taken yet. */
    void addFirst(Frame frame) {
        first = frame;
    }

    boolean isEmpty() {
        return bytes() == 0;
    }

    /** How many bytes there are. */
    int bytes() {
        return end + last - next + (first == null ? 0 : first.length() + 1);
    }

    /** How many of these bytes have not been taken yet. */
    int bytesToTake() {
        return bytes() - taken;
    }

    /** How many lines there are. */
    int count() {
        return lineFeeds(added, 0, end) + lineFeeds(leaving, next, last) + (first == null ? 0 : 1);
    }

    /** The next lines, as many as make a good write; null if there are none, and then no large buffer is held. */
    @Nullable
    Piece takeMany() {
        if (!advance()) {
            return null;
        }
        return first == null ? take(Math.min(last - next, LARGEST_PIECE)) : takeFirst();
    }

    /** The next line, as it is written to a bare peer; null if there is none. */
    @Nullable
    Piece takeBareLine() {
        if (!advance()) {
            return null;
        }
        return first == null ? takeBare() : takeFirst();
    }

    private Piece takeFirst() {
        Frame frame = Objects.requireNonNull(first);
        first = null;
        return bare(frame.array(), frame.offset(), frame.length());
    }

    private Piece takeBare() {
        int lineFeed = next;
        while (leaving[lineFeed] != '\n') {
            lineFeed++;
        }
        Piece line = take(lineFeed + 1 - next);
        return bare(line.bytes, line.from, line.length - 1);
    }

    /** Drops all, but for the piece that was taken last. */
    void clear() {
        end = 0;
        last = next + taken;
        first = null;
    }

    private static Piece bare(byte[] bytes, int from, int length) {
        byte[] line = BareForm.of(bytes, from, length);
        return new Piece(line, 0, line.length);
    }

    private Piece take(int length) {
        taken = length;
        return new Piece(leaving, next, length);
    }

    /** What was taken has been written: leaves {@code next} at a line to take; false if there is none, nor a first one. */
    private boolean advance() {
        next += taken;
        taken = 0;
        if (next == last) {
            byte[] empty = leaving;
            leaving = added;
            last = end;
            added = empty;
            next = 0;
            end = 0;
        }
        if (last == 0) {
            added = release(added, leaving);
            leaving = NO_BUFFER;
        }
        return last > 0 || first != null;
    }

    /** Keeps a small buffer, if one of them is, and no more. */
    private static byte[] release(byte[] one, byte[] other) {
        BufferPool.giveBack(one);
        BufferPool.giveBack(other);
        return one.length == SMALL_BUFFER ? one : other.length == SMALL_BUFFER ? other : NO_BUFFER;
    }

    private void makeRoom(int capacity) {
        if (capacity <= added.length) {
            return;
        }
        byte[] larger = capacity <= SMALL_BUFFER
                ? new byte[SMALL_BUFFER]
                : capacity <= BufferPool.SIZE ? BufferPool.borrow() : new byte[Math.max(capacity, 2 * added.length)];
        System.arraycopy(added, 0, larger, 0, end);
        BufferPool.giveBack(added);
        added = larger;
    }

    private static int lineFeeds(byte[] bytes, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            count += bytes[i] == '\n' ? 1 : 0;
        }
        return count;
    }
}
