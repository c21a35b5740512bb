package chat.jim.server.store.sqlite;

import chat.jim.server.measure.Commits;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.AddressBans;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Marks;
import chat.jim.server.store.Profiles;
import chat.jim.server.store.RoomStore;
import chat.jim.server.store.Sessions;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.FolderTakenException;
import chat.jim.server.store.file.NativeLibrary;
import chat.jim.server.store.file.ServerLock;
import chat.jim.server.store.file.StoreLock;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store in an SQLite file. Several processes may have it open at once. */
public final class SqliteStore implements Store {
    /** What is done to the file of a store while nobody has it open. The file may be missing. */
    public interface Check {
        /** Refuses a file that must not be opened. Changes nothing. */
        void refuse(Path file) throws IOException;

        /** Repairs the file if it is damaged. */
        void repair(Path file) throws IOException;
    }

    /** Statements here may wait for another process that writes; those on {@link #reading} never wait for them. */
    private final Database writing;

    private final Database reading;
    private final Accounts accounts;
    private final MailStore mail;
    private final Sessions sessions;
    private final Marks marks;
    private final Profiles profiles;
    private final RoomStore rooms;
    private final AddressBans bans;

    private final Locks locks;

    /** @param server null for a store that no server has opened */
    private record Locks(StoreLock store, @Nullable ServerLock server) implements Closeable {
        @Override
        public void close() throws IOException {
            try (store) {
                if (server != null) {
                    server.close();
                }
            }
        }
    }

    private SqliteStore(Locks locks, Database writing, Database reading) {
        this.locks = locks;
        this.writing = writing;
        this.reading = reading;
        accounts = new SqliteAccounts(writing, reading);
        mail = new SqliteMail(writing, reading);
        sessions = new SqliteSessions(writing);
        marks = new SqliteMarks(writing, reading);
        profiles = new SqliteProfiles(writing, reading);
        rooms = new SqliteRooms(writing, reading);
        bans = new SqliteAddressBans(writing, reading);
    }

    /** Whether there is a store in {@code directory}. */
    public static boolean exists(Path directory) {
        return Files.exists(DatabaseFile.in(directory));
    }

    /**
     * Opens the store in {@code directory}. The directory and the file are made if they are missing, readable by their owner
     * only.
     *
     * @param check runs before the file is opened, unless another process has it open already
     * @param forServer whether a server opens it, of which there can be one in a folder
     * @throws StoreException the file belongs to another program or a newer version, or is busy
     * @throws FolderTakenException another server has it open
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteStore open(Path directory, Check check, boolean forServer) throws IOException {
        Path file = DatabaseFile.in(directory);
        DatabaseFile.createDirectory(directory);
        NativeLibrary.load(directory);
        if (!StoreLock.isIn(directory)) {
            check.refuse(file);
        }
        StoreLock lock = StoreLock.acquire(directory);
        ServerLock serverLock = null;
        try {
            if (lock.isExclusive()) {
                check.refuse(file);
            }
            serverLock = forServer ? ServerLock.acquire(directory) : null;
            if (lock.isExclusive()) {
                check.repair(file);
            }
            Database writing = DatabaseOpener.open(directory);
            lock.share();
            return new SqliteStore(new Locks(lock, serverLock), writing, DatabaseOpener.connect(directory));
        } catch (IOException | RuntimeException e) {
            new Locks(lock, serverLock).close();
            throw e;
        }
    }

    @Override
    public Accounts accounts() {
        return accounts;
    }

    @Override
    public MailStore mail() {
        return mail;
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public Profiles profiles() {
        return profiles;
    }

    @Override
    public RoomStore rooms() {
        return rooms;
    }

    @Override
    public AddressBans bans() {
        return bans;
    }

    @Override
    public @Nullable Muted muted() {
        return null;
    }

    @Override
    public int pending() {
        return writing.pending();
    }

    @Override
    public long bytes() {
        return writing.bytes();
    }

    @Override
    public void tidy() {
        writing.tidy();
    }

    @Override
    public void ping(Runnable pong) {
        writing.ping(pong);
    }

    @Override
    public @Nullable String trouble() {
        return writing.trouble();
    }

    @Override
    public Commits commits() {
        return writing.commits();
    }

    @Override
    public long logBytes() {
        return writing.logBytes();
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        try (locks;
                writing) {
            reading.close();
        } catch (IOException e) {
            throw new StoreException("The store cannot be closed: " + e.getMessage(), e);
        }
    }
}
