package chat.jim.net;

import chat.jim.wire.BareForm;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lines that wait, one object each, in a chain of buffers. Frames are copied in at one end, and pieces are taken out at
 * the other. A piece stays in its buffer, and counts, until the next one is taken. The first lines go into a small buffer
 * that stays; the others go back to their pool. For one thread at a time.
 */
final class SendBuffer {
    private static final int SMALL_BUFFER = 512;

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

        int length() {
            return length;
        }

        void writeTo(OutputStream out) throws IOException {
            out.write(bytes, from, length);
        }
    }

    /** A buffer with whole lines. */
    private static final class Link {
        private final byte[] bytes;
        private int end;
        private @Nullable Link next;

        private Link(byte[] bytes) {
            this.bytes = bytes;
        }

        private boolean hasRoom(int length) {
            return bytes.length - end >= length;
        }
    }

    private final BufferPool pool;
    private @Nullable Link small;

    /** The chain. Both are null while nothing waits. */
    private @Nullable Link head;

    private @Nullable Link tail;

    /** Where the next line begins in {@code head}, after the piece that was taken last. */
    private int next;

    /** The length of the piece that was taken last, if it is in {@code head}. */
    private int taken;

    private int bytes;
    private @Nullable Frame first;

    SendBuffer(BufferPool pool) {
        this.pool = pool;
    }

    /** Adds the object with a line feed. */
    void add(Frame frame) {
        int length = frame.length();
        Link link = linkFor(length + 1);
        System.arraycopy(frame.array(), frame.offset(), link.bytes, link.end, length);
        link.end += length;
        link.bytes[link.end++] = '\n';
        bytes += length + 1;
    }

    /** Puts the object before everything that was not taken yet. */
    void addFirst(Frame frame) {
        first = frame;
        bytes += frame.length() + 1;
    }

    /** Whether the next line of that length takes another buffer from the pool. */
    boolean needsBuffer(Frame frame) {
        int length = frame.length() + 1;
        return tail == null ? length > SMALL_BUFFER : !tail.hasRoom(length);
    }

    boolean isEmpty() {
        return bytes == 0;
    }

    int bytes() {
        return bytes;
    }

    /** The number of bytes that have not been taken yet. */
    int bytesToTake() {
        return bytes - taken;
    }

    /** The length of all borrowed buffers. */
    int borrowedBytes() {
        int borrowed = 0;
        for (Link link = head; link != null; link = link.next) {
            borrowed += link == small ? 0 : link.bytes.length;
        }
        return borrowed;
    }

    /** The number of lines. */
    int count() {
        int count = first == null ? 0 : 1;
        int from = next - taken;
        for (Link link = head; link != null; link = link.next) {
            for (int i = from; i < link.end; i++) {
                count += link.bytes[i] == '\n' ? 1 : 0;
            }
            from = 0;
        }
        return count;
    }

    /** Takes as many lines as make a good write; null if there are none. */
    @Nullable
    Piece takeMany() {
        removeTaken();
        return first != null ? takeFirst() : head == null ? null : take(head, head.end - next);
    }

    /** Takes the next line in the form for a bare peer; null if there is none. */
    @Nullable
    Piece takeBareLine() {
        removeTaken();
        return first != null ? takeFirst() : head == null ? null : takeBare(head);
    }

    private Piece takeFirst() {
        Frame frame = Objects.requireNonNull(first);
        first = null;
        bytes -= frame.length() + 1;
        return bare(frame.array(), frame.offset(), frame.length());
    }

    private Piece takeBare(Link link) {
        int lineFeed = next;
        while (link.bytes[lineFeed] != '\n') {
            lineFeed++;
        }
        Piece line = take(link, lineFeed + 1 - next);
        return bare(line.bytes, line.from, line.length - 1);
    }

    private static Piece bare(byte[] bytes, int from, int length) {
        byte[] line = BareForm.of(bytes, from, length);
        return new Piece(line, 0, line.length);
    }

    private Piece take(Link link, int length) {
        Piece piece = new Piece(link.bytes, next, length);
        next += length;
        taken = length;
        return piece;
    }

    /** Drops everything except the piece that was taken last. */
    void clear() {
        first = null;
        Link last = taken == 0 ? null : head;
        Link dropped = last == null ? head : last.next;
        while (dropped != null) {
            Link following = dropped.next;
            recycle(dropped);
            dropped = following;
        }
        head = last;
        tail = last;
        if (last != null) {
            last.end = next;
            last.next = null;
        }
        bytes = taken;
    }

    /** Removes the piece that was taken last, and its buffer if it was the last one there. */
    private void removeTaken() {
        bytes -= taken;
        taken = 0;
        Link link = head;
        if (link != null && next == link.end) {
            head = link.next;
            tail = head == null ? null : tail;
            next = 0;
            recycle(link);
        }
    }

    private void recycle(Link link) {
        link.end = 0;
        link.next = null;
        pool.giveBack(link.bytes);
    }

    /** The buffer for a line of that length. Each is larger than the one before. */
    private Link linkFor(int length) {
        Link last = tail;
        if (last != null && last.hasRoom(length)) {
            return last;
        }
        Link link;
        if (last == null) {
            link = larger(0, length);
            head = link;
            next = 0;
        } else if (last == head && taken == 0 && last.bytes.length < BufferPool.SIZE) {
            link = moveToLarger(last, length);
        } else {
            link = larger(last.bytes.length, length);
            last.next = link;
        }
        tail = link;
        return link;
    }

    /** Nothing is being written: all goes into one buffer, and out in one write. */
    private Link moveToLarger(Link only, int length) {
        int moved = only.end - next;
        Link link = larger(only.bytes.length, moved + length);
        System.arraycopy(only.bytes, next, link.bytes, 0, moved);
        link.end = moved;
        recycle(only);
        head = link;
        next = 0;
        return link;
    }

    private Link larger(int than, int needed) {
        if (than < SMALL_BUFFER && needed <= SMALL_BUFFER) {
            return smallLink();
        }
        return new Link(than < BufferPool.MEDIUM && needed <= BufferPool.MEDIUM ? pool.borrowMedium() : pool.borrow());
    }

    private Link smallLink() {
        if (small == null) {
            small = new Link(new byte[SMALL_BUFFER]);
        }
        return small;
    }
}
