package chat.jim.server.store.repair;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log of an SQLite file, looked through frame by frame (sqlite.org/fileformat2.html, section 4). SQLite
 * silently drops all behind the first damaged frame; here what is behind it is found, and what is damaged is told from
 * what was never finished.
 *
 * @param frames those to be read, oldest first
 * @param damaged whether SQLite would drop finished changes, for a damaged frame before them
 * @param gap the number of frames up to the last of those of which not even the page's number can be read, or 0
 * @param unfinished whether there is a change at the end that was never finished, as after a crash
 */
record WriteAheadLog(List<WriteAheadLog.Frame> frames, boolean damaged, int gap, boolean unfinished) {
    /** One in which there is nothing. */
    static final WriteAheadLog NONE = new WriteAheadLog(List.of(), false, 0, false);

    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;

    /** Of 64: two logs differ in about half of them. */
    private static final int DAMAGED_BITS = 2;

    private static final int BIG_ENDIAN_MAGIC = 0x377f0683;

    /**
     * A page as one change left it.
     *
     * @param number its own, from 1
     * @param page its page's number, from 1
     * @param offset where its bytes begin in the log
     * @param whole whether they are as they were written
     * @param last whether the change is finished by it
     * @param current whether it is of this log at all, and not of an older one that was in the same file
     */
    record Frame(int number, int page, long offset, boolean whole, boolean last, boolean current) {}

    /** Two sums, each of which depends on all that came before. */
    private record Sum(int first, int second) {
        static Sum read(ByteBuffer bytes, int at) {
            return new Sum(bytes.getInt(at), bytes.getInt(at + 4));
        }

        Sum plus(ByteBuffer bytes, int from, int to, ByteOrder order) {
            ByteBuffer words = bytes.duplicate().order(order);
            int a = first;
            int b = second;
            for (int i = from; i < to; i += 8) {
                a += words.getInt(i) + b;
                b += words.getInt(i + 4) + a;
            }
            return new Sum(a, b);
        }
    }

    /** Looks through a log, which may be empty. */
    static WriteAheadLog read(FileChannel log) throws IOException {
        ByteBuffer header = bytes(log, 0, HEADER);
        if (header == null) {
            return NONE;
        }
        ByteOrder order = header.getInt(0) == BIG_ENDIAN_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        if (new Sum(0, 0).plus(header, 0, FRAME_HEADER, order).equals(Sum.read(header, FRAME_HEADER))) {
            return of(frames(log, header, header.getLong(16), order), true);
        }
        long salt = salt(log, header);
        List<Frame> little = frames(log, header, salt, ByteOrder.LITTLE_ENDIAN);
        List<Frame> big = frames(log, header, salt, ByteOrder.BIG_ENDIAN);
        return of(wholeOnes(little) < wholeOnes(big) ? big : little, false);
    }

    /** What marks the frames of this log, where its header is damaged: what two of them have in common. */
    private static long salt(FileChannel log, ByteBuffer header) throws IOException {
        long salt = header.getLong(16);
        ByteBuffer frame = bytes(log, HEADER, FRAME_HEADER);
        for (long at = HEADER; frame != null; frame = bytes(log, at, FRAME_HEADER)) {
            if (Long.bitCount(salt ^ frame.getLong(8)) <= DAMAGED_BITS) {
                return frame.getLong(8);
            }
            salt = frame.getLong(8);
            at += FRAME_HEADER + Pages.SIZE;
        }
        return salt;
    }

    /** A frame's checksum goes on from the one that is written in the frame before, so that one can start anywhere. */
    private static List<Frame> frames(FileChannel log, ByteBuffer header, long salt, ByteOrder order)
            throws IOException {
        List<Frame> frames = new ArrayList<>();
        Sum before = Sum.read(header, FRAME_HEADER);
        long at = HEADER;
        ByteBuffer frame = bytes(log, at, FRAME_HEADER + Pages.SIZE);
        while (frame != null) {
            boolean current = Long.bitCount(frame.getLong(8) ^ salt) <= DAMAGED_BITS;
            Sum written = Sum.read(frame, 16);
            Sum sum = before.plus(frame, 0, 8, order).plus(frame, FRAME_HEADER, frame.limit(), order);
            frames.add(new Frame(
                    frames.size() + 1,
                    frame.getInt(0),
                    at + FRAME_HEADER,
                    current && sum.equals(written),
                    frame.getInt(4) != 0,
                    current));
            before = written;
            at += frame.limit();
            frame = bytes(log, at, FRAME_HEADER + Pages.SIZE);
        }
        return frames;
    }

    /**
     * Decides what counts. Where the last change alone has frames that are missing altogether, it was never flushed to the
     * disk, and so never confirmed.
     */
    private static WriteAheadLog of(List<Frame> all, boolean headerWhole) {
        int end = all.size();
        while (end > 0 && !finishing(all.get(end - 1))) {
            end--;
        }
        int broken = 0;
        while (broken < end && all.get(broken).whole()) {
            broken++;
        }
        List<Frame> behind = all.subList(broken, end);
        int gap = behind.stream()
                .filter(frame -> !frame.current())
                .mapToInt(Frame::number)
                .max()
                .orElse(0);
        if (gap > 0 && behind.stream().filter(WriteAheadLog::finishing).count() == 1) {
            end = broken;
            while (end > 0 && !finishing(all.get(end - 1))) {
                end--;
            }
            gap = 0;
        }
        boolean damaged = end > 0 && (!headerWhole || broken < end);
        List<Frame> frames = all.subList(0, end).stream().filter(Frame::current).toList();
        return new WriteAheadLog(
                frames, damaged, gap, end < all.size() && all.get(end).current());
    }

    private static boolean finishing(Frame frame) {
        return frame.whole() && frame.last();
    }

    private static long wholeOnes(List<Frame> frames) {
        return frames.stream().filter(Frame::whole).count();
    }

    /** The bytes there, or null if the log ends before. */
    private static @Nullable ByteBuffer bytes(FileChannel log, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && log.read(bytes, at + bytes.position()) >= 0) {
            // reads on: a read may return less than there is
        }
        return bytes.hasRemaining() ? null : bytes.flip();
    }
}
