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
 * Gives the ids, see {@link chat.jim.server.store.HistoryStore}. Those of the next seconds are reserved in a file before one
 * of them is given, so that none is given twice, though the process is killed before the message is written and the clock is
 * set back. One thread at a time may take ids, and another one reserve them. The lock is for the file.
 */
final class Ids implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Ids.class);
    private static final String NAME = "last-id";

    private static final long SECOND = 1_000_000;

    /** So much is reserved ahead when less than half of it is left. */
    private static final long AHEAD = 10 * SECOND;

    private final InstantSource clock;
    private final RandomAccessFile file;
    private final OncePerMinute warning = new OncePerMinute();
    private volatile long last;
    private volatile long reserved;
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

    /** A new one. Waits for the disk only if not enough is reserved. */
    long next() {
        long id = Math.max(last + 1, ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant()));
        last = id;
        if (id > reserved) {
            reserve(id + SECOND);
        }
        return id;
    }

    /** Reserves those of the next seconds, if few are left, so that who takes one need not wait for the disk. */
    void reserve() {
        long given = last;
        if (reserved - given < AHEAD / 2) {
            reserve(given + AHEAD);
        }
    }

    private synchronized void reserve(long most) {
        if (most > reserved) {
            write(most);
            reserved = most;
        }
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
    public synchronized void close() throws IOException {
        try (file) {
            if (reserved > last) {
                write(last);
            }
            closed = true;
        }
    }
}
