package chat.jim.server.store.sqlite;

import chat.jim.server.store.Accounts;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.repair.RepairReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A store in an SQLite file, which several processes may have open at once. */
public final class SqliteStore implements Store {
    /** Its statements may have to wait for another process that writes; nobody who only reads waits for these. */
    private final Database writing;

    private final Database reading;
    private final Accounts accounts;
    private final MailStore mail;

    private final StoreLock lock;
    private final @Nullable RepairReport damage;

    private SqliteStore(StoreLock lock, @Nullable RepairReport damage, Database writing, Database reading) {
        this.lock = lock;
        this.damage = damage;
        this.writing = writing;
        this.reading = reading;
        accounts = new SqliteAccounts(writing, reading);
        mail = new SqliteMail(writing, reading);
    }

    /** Whether there is one in {@code directory} to open. */
    public static boolean exists(Path directory) {
        return Files.exists(DatabaseFile.in(directory));
    }

    /**
     * Opens the one kept in {@code directory}; both are made if need be, readable by their owner only. If it is damaged, it
     * is repaired: see {@link #damage}.
     *
     * @throws StoreException the file is no store's, or was written by a newer version, or is busy
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteStore open(Path directory) throws IOException {
        DatabaseFile.createDirectory(directory);
        NativeLibrary.load();
        StoreLock lock = StoreLock.take(directory);
        try {
            RepairReport damage = lock.isAlone() ? Repair.run(DatabaseFile.in(directory)) : null;
            Database writing = DatabaseFile.open(directory);
            lock.share();
            return new SqliteStore(lock, damage, writing, DatabaseFile.connect(directory));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** What was found if the store was damaged and had to be repaired at its opening, or null. */
    public @Nullable RepairReport damage() {
        return damage;
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
    public void close() {
        try (lock;
                writing) {
            reading.close();
        } catch (IOException e) {
            throw new StoreException("The store cannot be closed: " + e.getMessage(), e);
        }
    }
}
