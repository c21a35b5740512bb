package chat.jim.server.store.repair;

import chat.jim.server.store.file.DatabaseFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log of an SQLite file (sqlite.org/fileformat2.html, section 4). SQLite silently drops all that is behind a
 * damaged frame, also changes that were confirmed. Here the frames get new checksums, so that it reads them all: of what is
 * damaged in them the checksums of the rows tell.
 */
final class DamagedLog {
    /** Bytes in the header of a log, in that of each frame in it, and in a frame. */
    static final int HEADER = 32;

    static final int FRAME_HEADER = 24;
    static final int FRAME = FRAME_HEADER + DatabaseFile.PAGE_BYTES;

    private static final int SALT = 16;
    private static final int BIG_ENDIAN_MAGIC = 0x377f0683;

    /** Of 64: what tells two logs apart differs in about half of them. */
    private static final int DAMAGED_BITS = 2;

    /** What is known of a frame: whether it is as it was written, whether it finishes a change, whether it is of this log. */
    private record Frame(boolean whole, boolean last, boolean current) {
        boolean finishes() {
            return whole && last;
        }
    }

    private DamagedLog() {}

    /**
     * Makes a copy of a file, which nobody may have open, with a log that is mended. The file and its log stay as they are:
     * whoever looks again finds the same damage.
     *
     * @param copy where the copy goes, if the log is damaged
     * @return null if there was no damage; or else how many changes are lost, although they were finished, since whole frames
     *     are missing before them
     */
    static @Nullable Integer mend(Path file, Path copy) throws IOException {
        Path log = DatabaseFile.log(file);
        if (!Files.exists(log)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(log)) {
            ByteBuffer header = read(channel, 0, HEADER);
            ByteOrder order = header.getInt(0) == BIG_ENDIAN_MAGIC ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            boolean headerWhole = sum(0, header, 0, FRAME_HEADER, order) == header.getLong(FRAME_HEADER);
            header.putLong(SALT, headerWhole ? header.getLong(SALT) : salt(channel));
            List<Frame> frames = frames(channel, header, order);
            int end = end(frames);
            int lost = lost(frames.subList(end, frames.size()));
            boolean whole = headerWhole && frames.subList(0, end).stream().allMatch(Frame::whole);
            if (lost == 0 && (whole || end == 0)) {
                return null;
            }
            DatabaseFile.create(copy);
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            rewrite(channel, DatabaseFile.log(copy), header, end);
            return lost;
        }
    }

    /** What marks the frames of this log, where its header is damaged: what two of them have in common. */
    private static long salt(FileChannel log) throws IOException {
        long salt = read(log, HEADER, FRAME_HEADER).getLong(8);
        for (long at = HEADER + FRAME; at < log.size(); at += FRAME) {
            long next = read(log, at, FRAME_HEADER).getLong(8);
            if (next == salt) {
                return salt;
            }
            salt = next;
        }
        return salt;
    }

    /** Each checksum goes on from the one that is written in the frame before, so that one can start anywhere. */
    private static List<Frame> frames(FileChannel log, ByteBuffer header, ByteOrder order) throws IOException {
        List<Frame> frames = new ArrayList<>();
        long before = header.getLong(FRAME_HEADER);
        for (long at = HEADER; at + FRAME <= log.size(); at += FRAME) {
            ByteBuffer frame = read(log, at, FRAME);
            boolean current = Long.bitCount(frame.getLong(8) ^ header.getLong(SALT)) <= DAMAGED_BITS;
            boolean whole = current && sum(before, frame, order) == frame.getLong(16);
            frames.add(new Frame(whole, frame.getInt(4) != 0, current));
            before = frame.getLong(16);
        }
        return frames;
    }

    /** How many frames count: up to the last that finishes a change, but none behind one that is missing. */
    private static int end(List<Frame> frames) {
        int end = 0;
        for (int i = 0; i < frames.size() && frames.get(i).current(); i++) {
            end = frames.get(i).finishes() ? i + 1 : end;
        }
        return end;
    }

    /** How many changes are lost. A single one was never flushed to the disk as a whole, and so never confirmed. */
    private static int lost(List<Frame> behind) {
        int finished = (int) behind.stream().filter(Frame::finishes).count();
        return finished > 1 ? finished : 0;
    }

    private static void rewrite(FileChannel log, Path target, ByteBuffer header, int frames) throws IOException {
        DatabaseFile.create(target);
        try (FileChannel out = FileChannel.open(target, StandardOpenOption.WRITE)) {
            long salt = header.getLong(SALT);
            header.putInt(0, BIG_ENDIAN_MAGIC);
            header.putInt(8, DatabaseFile.PAGE_BYTES);
            long sum = sum(0, header, 0, FRAME_HEADER, ByteOrder.BIG_ENDIAN);
            write(out, header.putLong(FRAME_HEADER, sum));
            for (int i = 0; i < frames; i++) {
                ByteBuffer frame = read(log, HEADER + (long) i * FRAME, FRAME).putLong(8, salt);
                sum = sum(sum, frame, ByteOrder.BIG_ENDIAN);
                write(out, frame.putLong(16, sum));
            }
        }
    }

    private static long sum(long before, ByteBuffer frame, ByteOrder order) {
        return sum(sum(before, frame, 0, 8, order), frame, FRAME_HEADER, FRAME, order);
    }

    /** Two sums, each of which depends on all that came before. */
    private static long sum(long before, ByteBuffer bytes, int from, int to, ByteOrder order) {
        ByteBuffer words = bytes.duplicate().order(order);
        int first = (int) (before >>> Integer.SIZE);
        int second = (int) before;
        for (int i = from; i < to; i += 8) {
            first += words.getInt(i) + second;
            second += words.getInt(i + 4) + first;
        }
        return ((long) first << Integer.SIZE) | (second & 0xffffffffL);
    }

    /** Bytes that are not there are 0. */
    static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, at + bytes.position()) >= 0) {
            // reads on: a read may return less than there is
        }
        return bytes.clear();
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
