package chat.jim.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A store in an SQLite file, which several processes may have open at once. */
public final class SqliteStore implements Store {
    /** Its statements may have to wait for another process that writes; nobody who only reads waits for these. */
    private final Database writing;

    private final Database reading;
    private final Accounts accounts;
    private final MailStore mail;

    private SqliteStore(Database writing, Database reading) {
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
     * Opens the one kept in {@code directory}; both are made if need be, readable by their owner only.
     *
     * @throws StoreException the file is damaged, or was written by a newer version
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteStore open(Path directory) throws IOException {
        return new SqliteStore(DatabaseFile.open(directory), DatabaseFile.connect(directory));
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
        try (writing) {
            reading.close();
        }
    }
}
