package chat.jim.server.store.history;

import chat.jim.log.OncePerMinute;
import chat.jim.server.store.file.DatabaseFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the ids, see {@link chat.jim.server.store.HistoryStore}. Those of the next second are reserved in a file before one of
 * them is given, so that none is given twice, though the process is killed before the message is written and the clock is set
 * back. For one thread at a time.
 */
final class Ids implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Ids.class);
    private static final String NAME = "last-id";

    /** A second. */
    private static final long AHEAD = 1_000_000;

    private final InstantSource clock;
    private final RandomAccessFile file;
    private final OncePerMinute warning = new OncePerMinute();
    private long last;
    private long reserved;
    private boolean closed;

    /**
     * Goes on where the ids in that folder have ended.
     *
     * @param written the greatest one that was written
     */
    Ids(Path folder, long written, InstantSource clock) throws IOException {
        this.clock = clock;
        Path path = folder.resolve(NAME);
        DatabaseFile.create(path);
        last = Math.max(written, read(path));
        reserved = last;
        file = new RandomAccessFile(path.toFile(), "rw");
    }

    private static long read(Path path) throws IOException {
        String text = Files.readString(path, StandardCharsets.ISO_8859_1).strip();
        if (text.matches("[0-9]{1,16}")) {
            return Long.parseLong(text);
        }
        if (!text.isEmpty()) {
            LOG.warn("{} is damaged: the ids go on from the newest message that is kept", path);
        }
        return 0;
    }

    /** A new one. */
    long next() {
        last = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        if (last > reserved) {
            reserved = last + AHEAD;
            write(reserved);
        }
        return last;
    }

    /** The last one that may have been given. */
    long last() {
        return last;
    }

    private void write(long id) {
        if (closed) {
            return; // what is added now is not written either
        }
        try {
            file.seek(0);
            file.write("%016d\n".formatted(id).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            if (warning.isDue()) {
                LOG.warn("The last id cannot be noted: {}", e.getMessage());
            }
        }
    }

    /** None was given after the last one: the file says so if it said otherwise. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (reserved > last) {
                write(last);
            }
            closed = true;
        }
    }
}
