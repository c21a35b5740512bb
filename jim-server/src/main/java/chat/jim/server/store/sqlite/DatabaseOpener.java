package chat.jim.server.store.sqlite;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** Opens the SQLite file of a server: with each commit flushed to the disk, and deleted rows overwritten. */
public final class DatabaseOpener {
    /** The size to which the write-ahead log is cut after it had to grow for a reader or a slow disk. */
    private static final int LOG_BYTES = 16 << 20;

    private DatabaseOpener() {}

    /** Opens the file in {@code directory}, makes it if it is missing, and migrates it to this version. */
    public static Database open(Path directory) throws IOException {
        Path file = DatabaseFile.in(directory);
        DatabaseFile.create(file);
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

    /** Opens another connection to a file that is open already. */
    public static Database connect(Path directory) {
        Path file = DatabaseFile.in(directory);
        try {
            return new Database(connection(file));
        } catch (SQLException e) {
            throw cannotBeOpened(file, e);
        }
    }

    /** A connection with the settings of a store. */
    public static Connection connection(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(DatabaseFile.PAGE_BYTES);
        config.setJournalMode(JournalMode.WAL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.setSynchronous(SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(Database.BUSY_MILLIS);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setPragma(Pragma.SECURE_DELETE, "ON");
        return connection(file, config);
    }

    /** A connection that does not change the file, which may belong to another program, as long as nothing is written. */
    public static Connection readingConnection(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(Database.BUSY_MILLIS);
        return connection(file, config);
    }

    private static Connection connection(Path file, SQLiteConfig config) throws SQLException {
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        RowChecksum.define(connection);
        return connection;
    }

    /** The error of a file that cannot be opened. */
    public static StoreException cannotBeOpened(Path file, Exception e) {
        return new StoreException(file + " cannot be opened: " + e.getMessage(), e);
    }
}
