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
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the ids, see {@link chat.jim.server.store.HistoryStore}. Those of the next seconds are reserved in a file before one
 * of them is given, so that none is given twice, though the process is killed before the message is written and the clock is
 * set back. Where several servers give ids, each gives those of its number only: the remainder by {@link #SERVERS}. One thread
 * at a time may take ids, and another one reserve them. The lock is for the file.
 */
final class Ids implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Ids.class);
    private static final String NAME = "last-id";

    private static final long SECOND = 1_000_000;

    /** How many servers may give ids at a time, if there are several: each one gives at most one in as many microseconds. */
    static final int SERVERS = 64;

    /** No server's clock is so wrong: an id that is further ahead is no reason to give such ids, too. */
    private static final long MOST_AHEAD = 3600 * SECOND;

    /** So much is reserved ahead when less than half of it is left. */
    private static final long AHEAD = 10 * SECOND;

    private final InstantSource clock;
    private final RandomAccessFile file;
    private final OncePerMinute warning = new OncePerMinute();
    private volatile long last;
    private volatile long reserved;
    private boolean closed;

    /** Null if only this server gives ids. */
    private volatile @Nullable IntSupplier number;

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

    /** Gives those of one of several servers from now on, which has that number at each time, from 0 on. */
    void share(IntSupplier ownNumber) {
        number = ownNumber;
    }

    private long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    }

    /** Another server has given that one: the next one here is greater. For the thread that takes ids. */
    void pass(long given) {
        if (given > last && given - now() <= MOST_AHEAD) {
            last = given;
        }
    }

    /** A new one. Waits for the disk only if not enough is reserved. */
    long next() {
        long id = own(Math.max(last + 1, now()));
        last = id;
        if (id > reserved) {
            reserve(id + SECOND);
        }
        return id;
    }

    /** The first one that this server may give, from that one on. */
    private long own(long id) {
        IntSupplier own = number;
        return own == null ? id : id + Math.floorMod(own.getAsInt() - id, (long) SERVERS);
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
