package chat.jim.server.store.sqlite;

import chat.jim.server.store.StoreException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * Opens the SQLite file of a server: for its owner's eyes only, each commit flushed to the disk, and what is deleted
 * overwritten.
 */
public final class DatabaseFile {
    private static final String NAME = "jim.db";

    /** Bytes in a page: SQLite's own default, and what all our files have. */
    public static final int PAGE_BYTES = 4096;

    /** To what the log is cut when it had to grow, while somebody was reading or the disk was slow. */
    private static final int LOG_BYTES = 16 << 20;

    private DatabaseFile() {}

    public static Path in(Path directory) {
        return directory.resolve(NAME);
    }

    /** Where SQLite writes what is new first. */
    public static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** Where those who have the file open find what is in the log. */
    public static Path index(Path file) {
        return file.resolveSibling(file.getFileName() + "-shm");
    }

    /** Opens the file in {@code directory}, which is made if need be, and brings it to this version. */
    public static Database open(Path directory) throws IOException {
        Path file = in(directory);
        create(file);
        try {
            Connection database = connection(file);
            try {
                Schema.migrate(database);
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
    public static Database connect(Path directory) {
        Path file = in(directory);
        try {
            return new Database(connection(file));
        } catch (SQLException e) {
            throw cannotBeOpened(file, e);
        }
    }

    public static Connection connection(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(PAGE_BYTES);
        config.setJournalMode(JournalMode.WAL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Database.BUSY_MILLIS);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setPragma(Pragma.SECURE_DELETE, "ON");
        return connection(file, config);
    }

    /** A connection to a file that may be somebody else's: as long as nothing is written, it stays as it is. */
    public static Connection connectionForLooking(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Database.BUSY_MILLIS);
        return connection(file, config);
    }

    private static Connection connection(Path file, SQLiteConfig config) throws SQLException {
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        RowChecksum.define(connection);
        return connection;
    }

    public static StoreException cannotBeOpened(Path file, Exception e) {
        return new StoreException(file + " cannot be opened: " + e.getMessage(), e);
    }

    /** Makes a folder for {@link #create}, and those in which it is. */
    static void createDirectory(Path directory) throws IOException {
        Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }

    /** Makes an empty file, if there is none. SQLite gives the files that it makes beside it the same permissions. */
    public static void create(Path file) throws IOException {
        try {
            Files.createFile(file, ownerOnly(file, "rw-------"));
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
}
