package chat.jim.net;

import chat.jim.wire.BareForm;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A buffer of lines, one object each. Frames are copied in at one end, and pieces are taken out at the other. A piece
 * stays in the buffer, and counts, until the next one is taken. For one thread at a time.
 */
final class SendBuffer {
    private static final int LARGEST_PIECE = 64 * 1024;
    private static final int SMALL_BUFFER = 512;
    private static final byte[] NO_BUFFER = {};

    /** Bytes to write together. They are not copied. */
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

    /** The buffer to which lines are added; it is used up to {@code end}. */
    private byte[] added = NO_BUFFER;

    private int end;

    /** The buffer from which lines are taken. It is swapped with the other one when it is empty. */
    private byte[] leaving = NO_BUFFER;

    private int next;
    private int last;

    /** How many bytes of {@code leaving} the piece has that was taken last. */
    private int taken;

    private @Nullable Frame first;

    /** Adds the object with a line feed. */
    void add(Frame frame) {
        int length = frame.length();
        makeRoom(end + length + 1);
        System.arraycopy(frame.array(), frame.offset(), added, end, length);
        end += length;
        added[end++] = '\n';
    }

    /** Puts the object before everything that was not taken yet. */
    void addFirst(Frame frame) {
        first = frame;
    }

    boolean isEmpty() {
        return bytes() == 0;
    }

    int bytes() {
        return end + last - next + (first == null ? 0 : first.length() + 1);
    }

    /** The number of bytes that have not been taken yet. */
    int bytesToTake() {
        return bytes() - taken;
    }

    /** The number of lines. */
    int count() {
        return lineFeeds(added, 0, end) + lineFeeds(leaving, next, last) + (first == null ? 0 : 1);
    }

    /** Takes as many lines as make a good write. Null if there are none; the large buffers are then given back. */
    @Nullable
    Piece takeMany() {
        if (!advance()) {
            return null;
        }
        return first == null ? take(Math.min(last - next, LARGEST_PIECE)) : takeFirst();
    }

    /** Takes the next line in the form for a bare peer; null if there is none. */
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

    /** Drops everything except the piece that was taken last. */
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

    /**
     * Removes the piece taken last, and moves {@code next} to the next line. False if there is nothing left to take.
     */
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

    /** Gives the large buffers back, and returns the small one if there is one. */
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
