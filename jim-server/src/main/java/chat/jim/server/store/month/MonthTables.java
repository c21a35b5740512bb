package chat.jim.server.store.month;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.sql.Connections;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Opens the file of a month, and makes its tables. */
final class MonthTables {
    private static final int VERSION = 1;

    private static final int CACHE_KILOBYTES = 512;

    /** Marks a file as one of the history. */
    static final int MARK = 0x4a494d48;

    /**
     * The index finds messages by the words in {@code text}, and by {@code tags}: {@code p} with the number of the place,
     * {@code s} with that of the sender. So a search in a small room does not go through what was found in all others.
     */
    private static final String TABLES = """
            CREATE TABLE place (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE,
                checksum INTEGER NOT NULL
            ) STRICT;
            -- The account is '' for a guest.
            CREATE TABLE sender (
                id INTEGER PRIMARY KEY,
                key TEXT NOT NULL,
                name TEXT NOT NULL,
                account TEXT NOT NULL,
                checksum INTEGER NOT NULL,
                UNIQUE (key, account, name)
            ) STRICT;
            CREATE TABLE message (
                id INTEGER PRIMARY KEY,
                place INTEGER NOT NULL,
                sender INTEGER NOT NULL,
                object BLOB NOT NULL,
                checksum INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX message_by_place ON message (place);
            CREATE VIRTUAL TABLE word USING fts5(
                text, tags, content = '', contentless_delete = 1,
                tokenize = 'unicode61 remove_diacritics 2');
            """;

    private MonthTables() {}

    /** Opens a file for writing, which is empty or has these tables. */
    static Connection openToWrite(Path file) throws SQLException {
        Connection connection = Connections.fast(file);
        try (Statement statement = connection.createStatement()) {
            if (version(statement, file) == 0) {
                make(connection, statement);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a file for reading; null if it has no tables yet. */
    static @Nullable Connection openToRead(Path file) throws SQLException {
        Connection connection = Connections.unchanging(file);
        try (Statement statement = connection.createStatement()) {
            if (version(statement, file) > 0) {
                statement.execute("PRAGMA query_only = ON");
                statement.execute("PRAGMA cache_size = " + -CACHE_KILOBYTES); // many are open at once
                return connection;
            }
            connection.close();
            return null;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** That of a file of ours; 0 if it is empty. */
    private static int version(Statement statement, Path file) throws SQLException {
        int version = number(statement, "PRAGMA user_version");
        if (number(statement, "PRAGMA application_id") == MARK) {
            if (version > VERSION) {
                throw new StoreException(Reason.NEWER, file + " was written by a newer version of this program", null);
            }
            if (version == VERSION) {
                return version;
            }
        } else if (version == 0 && number(statement, "SELECT count(*) FROM sqlite_schema") == 0) {
            return 0;
        }
        throw new StoreException(Reason.DAMAGED, file + " is no history of this program", null);
    }

    private static void make(Connection connection, Statement statement) throws SQLException {
        statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
        statement.execute("VACUUM"); // or else it would not count
        connection.setAutoCommit(false);
        statement.executeUpdate(TABLES);
        statement.executeUpdate("PRAGMA application_id = " + MARK);
        statement.executeUpdate("PRAGMA user_version = " + VERSION);
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }
}
