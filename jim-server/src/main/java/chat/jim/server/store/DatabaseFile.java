package chat.jim.server.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * Opens the SQLite file of a server: for its owner's eyes only, each commit flushed to the disk, and its tables brought to
 * what this version of the program needs.
 */
final class DatabaseFile {
    private static final String NAME = "jim.db";

    /** What makes a file of version n one of version n + 1. Only ever added to: files of all versions are out there. */
    private static final String[] MIGRATIONS = {"""
        CREATE TABLE account (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            password TEXT NOT NULL,
            blocked INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE contact (
            owner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            contact TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            PRIMARY KEY (owner, contact)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_by_contact ON contact (contact);
        """, """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            object BLOB NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX message_by_account ON message (account);
        """};

    private DatabaseFile() {}

    static Path in(Path directory) {
        return directory.resolve(NAME);
    }

    /** Opens the file in {@code directory}; both are made if need be, and the file is brought to this version. */
    static Database open(Path directory) throws IOException {
        Path file = in(directory);
        create(directory, file);
        NativeLibrary.load();
        try {
            Connection database = connection(file);
            try {
                migrate(database);
                return new Database(database);
            } catch (SQLException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (SQLException e) {
            throw cannotBeOpened(file, e);
        }
    }

    /** Another connection to a file that is open already. */
    static Database connect(Path directory) {
        Path file = in(directory);
        try {
            return new Database(connection(file));
        } catch (SQLException e) {
            throw cannotBeOpened(file, e);
        }
    }

    private static Connection connection(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Database.BUSY_MILLIS);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static StoreException cannotBeOpened(Path file, SQLException e) {
        return new StoreException(file + " cannot be opened: " + e.getMessage(), e);
    }

    /** SQLite gives the files that it makes beside this one the same permissions. */
    private static void create(Path directory, Path file) throws IOException {
        Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
        try {
            Files.createFile(file, ownerOnly(directory, "rw-------"));
        } catch (FileAlreadyExistsException e) {
            // It was made at an earlier start, with the permissions that its owner wants.
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path place, String permissions) {
        boolean posix = place.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static void migrate(Connection database) throws SQLException {
        database.setAutoCommit(false);
        try (Statement statement = database.createStatement()) {
            int version = version(statement);
            if (version > MIGRATIONS.length) {
                throw new SQLException("it was written by a newer version of this program");
            }
            for (int i = version; i < MIGRATIONS.length; i++) {
                statement.executeUpdate(MIGRATIONS[i]);
                statement.executeUpdate("PRAGMA user_version = " + (i + 1));
            }
            database.commit();
        }
        database.setAutoCommit(true);
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }
}
