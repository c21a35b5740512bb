package chat.jim.server.store.repair;

import chat.jim.server.store.file.DatabaseFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The pages of an SQLite file and its write-ahead log, read as bytes: SQLite itself reads no damaged ones. */
final class Pages implements Closeable {
    static final int SIZE = DatabaseFile.PAGE_BYTES;

    private final FileChannel file;
    private final @Nullable FileChannel log;
    private final WriteAheadLog logged;
    private final Map<Integer, List<WriteAheadLog.Frame>> frames = new HashMap<>();
    private final int count;

    private Pages(FileChannel file, @Nullable FileChannel log) throws IOException {
        this.file = file;
        this.log = log;
        logged = log == null ? WriteAheadLog.NONE : WriteAheadLog.read(log);
        int last = (int) Math.min(Integer.MAX_VALUE, (file.size() + SIZE - 1) / SIZE);
        for (WriteAheadLog.Frame frame : logged.frames()) {
            frames.computeIfAbsent(frame.page(), page -> new ArrayList<>()).add(0, frame);
            last = frame.whole() ? Math.max(last, frame.page()) : last;
        }
        count = last;
    }

    /**
     * Opens them. To be done while nobody in this process has the file open in SQLite, whose locks would be lost by closing
     * it here.
     */
    static Pages of(Path file, Path log) throws IOException {
        FileChannel first = FileChannel.open(file);
        try {
            return new Pages(first, Files.exists(log) ? FileChannel.open(log) : null);
        } catch (IOException | RuntimeException e) {
            first.close();
            throw e;
        }
    }

    WriteAheadLog log() {
        return logged;
    }

    /** Bytes in the file itself. */
    long length() throws IOException {
        return file.size();
    }

    /** The first page of the file itself. */
    byte[] header() throws IOException {
        return page(file, 0).array();
    }

    /** How many there are, numbered from 1. */
    int count() {
        return count;
    }

    /**
     * What a page held at some time.
     *
     * @param sure whether it holds that now; there may be damage in it all the same
     */
    record Version(ByteBuffer bytes, boolean sure) {}

    /**
     * What a page holds, and before that what it held: the newest first, and only that if it is whole. Bytes that are not
     * there are 0.
     */
    List<Version> versions(int number) throws IOException {
        List<Version> versions = new ArrayList<>();
        for (WriteAheadLog.Frame frame : frames.getOrDefault(number, List.of())) {
            boolean behindGap = frame.number() > logged.gap();
            versions.add(
                    new Version(page(Objects.requireNonNull(log), frame.offset()), versions.isEmpty() && behindGap));
            if (frame.whole() && behindGap) {
                return versions;
            }
        }
        versions.add(new Version(page(file, (number - 1L) * SIZE), versions.isEmpty() && logged.gap() == 0));
        return versions;
    }

    private static ByteBuffer page(FileChannel channel, long at) throws IOException {
        ByteBuffer page = ByteBuffer.allocate(SIZE);
        while (page.hasRemaining() && channel.read(page, at + page.position()) >= 0) {
            // reads on: a read may return less than there is
        }
        return page.clear();
    }

    @Override
    public void close() throws IOException {
        try (file) {
            if (log != null) {
                log.close();
            }
        }
    }
}
