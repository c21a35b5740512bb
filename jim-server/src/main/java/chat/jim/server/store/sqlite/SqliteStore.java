package chat.jim.server.store.sqlite;

import chat.jim.server.store.Accounts;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Sessions;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.NativeLibrary;
import chat.jim.server.store.file.StoreLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store in an SQLite file. Several processes may have it open at once. */
public final class SqliteStore implements Store {
    /** Something that is done to the file of a store while nobody has it open. The file may be missing. */
    public interface Check {
        void run(Path file) throws IOException;
    }

    /** Statements here may wait for another process that writes; those on {@link #reading} never wait for them. */
    private final Database writing;

    private final Database reading;
    private final Accounts accounts;
    private final MailStore mail;
    private final Sessions sessions;

    private final StoreLock lock;

    private SqliteStore(StoreLock lock, Database writing, Database reading) {
        this.lock = lock;
        this.writing = writing;
        this.reading = reading;
        accounts = new SqliteAccounts(writing, reading);
        mail = new SqliteMail(writing, reading);
        sessions = new SqliteSessions(writing);
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
     * @throws StoreException the file belongs to another program or a newer version, or is busy
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteStore open(Path directory, Check check) throws IOException {
        DatabaseFile.createDirectory(directory);
        NativeLibrary.load();
        StoreLock lock = StoreLock.acquire(directory);
        try {
            if (lock.isExclusive()) {
                check.run(DatabaseFile.in(directory));
            }
            Database writing = DatabaseOpener.open(directory);
            lock.share();
            return new SqliteStore(lock, writing, DatabaseOpener.connect(directory));
        } catch (IOException | RuntimeException e) {
            lock.close();
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
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        try (lock;
                writing) {
            reading.close();
        } catch (IOException e) {
            throw new StoreException("The store cannot be closed: " + e.getMessage(), e);
        }
    }
}
