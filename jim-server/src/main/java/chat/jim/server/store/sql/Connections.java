package chat.jim.server.store.sql;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** Opens connections to SQLite files. */
public final class Connections {
    /** How long a statement waits for those of another process. */
    public static final int BUSY_MILLIS = 2500;

    /** The size to which the write-ahead log is cut after it had to grow for a reader or a slow disk. */
    private static final int LOG_BYTES = 16 << 20;

    private Connections() {}

    /** One that flushes each commit to the disk, and overwrites what it deletes. */
    public static Connection safe(Path file) throws SQLException {
        return connection(file, config(SynchronousMode.FULL, "ON"));
    }

    /**
     * One for much that may be lost when the power fails: it flushes only now and then, and what it deletes it overwrites only
     * where that costs nothing.
     */
    public static Connection fast(Path file) throws SQLException {
        return connection(file, config(SynchronousMode.NORMAL, "FAST"));
    }

    /**
     * One that does not change the file, which may belong to another program, as long as nothing is written. A file that is
     * missing is not made.
     */
    public static Connection unchanging(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout(BUSY_MILLIS);
        return connection(file, config);
    }

    /** One that cannot change the file. */
    public static Connection readOnly(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        config.setBusyTimeout(BUSY_MILLIS);
        return connection(file, config);
    }

    private static SQLiteConfig config(SynchronousMode flushing, String secureDelete) {
        SQLiteConfig config = new SQLiteConfig();
        config.setPageSize(DatabaseFile.PAGE_BYTES);
        config.setJournalMode(JournalMode.WAL);
        config.setJournalSizeLimit(LOG_BYTES);
        config.setSynchronous(flushing);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.setPragma(Pragma.SECURE_DELETE, secureDelete);
        return config;
    }

    private static Connection connection(Path file, SQLiteConfig config) throws SQLException {
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        RowChecksum.define(connection);
        return connection;
    }

    /** The error of a file that cannot be opened. */
    public static StoreException cannotBeOpened(Path file, Exception e) {
        return SqliteErrors.failure(file + " cannot be opened", e);
    }
}
