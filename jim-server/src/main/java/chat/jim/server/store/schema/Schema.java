package chat.jim.server.store.schema;

import chat.jim.server.store.StoreException;
import chat.jim.server.store.sql.RowChecksum;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings the tables of a store to a version, and says whether they are as they were written. */
public final class Schema {
    /** The newest version. */
    public static final int VERSION = Migrations.ALL.size();

    /** Marks a file as one of this program. */
    public static final int MARK = 0x4a494d31;

    /** A number above this is no version but damage. */
    private static final int MOST_VERSIONS = 1000;

    private Schema() {}

    /** Numbers the messages anew that fulfil the condition: those to each account, and those of each sender among them. */
    public static String numberMessages(String condition) {
        return """
            UPDATE message SET nth = new_nth, nth_of_sender = new_nth_of_sender,
                checksum = row_checksum(id, account, object, sender, new_nth, new_nth_of_sender)
            FROM (
                SELECT id AS numbered,
                    row_number() OVER (PARTITION BY account ORDER BY id) AS new_nth,
                    row_number() OVER (PARTITION BY account, sender ORDER BY id) AS new_nth_of_sender
                FROM message)
            WHERE id = numbered AND
            """ + condition + ';';
    }

    /** Migrates the tables to this version of the program. */
    public static void migrate(Connection database) throws SQLException {
        migrate(database, VERSION);
    }

    /** Migrates the tables to a version, unless they have a later one. */
    public static void migrate(Connection database, int to) throws SQLException {
        database.setAutoCommit(false);
        int version;
        try (Statement statement = database.createStatement()) {
            version = version(statement);
            refuseNewer(version);
            if (version == 0) {
                version = recognized(Definitions.in(statement));
                if (version > 0) {
                    statement.executeUpdate("PRAGMA application_id = " + MARK);
                    statement.executeUpdate("PRAGMA user_version = " + version);
                }
            }
            for (int i = version; i < to; i++) {
                statement.executeUpdate(Migrations.ALL.get(i));
                statement.executeUpdate("PRAGMA user_version = " + (i + 1));
            }
            database.commit();
        }
        database.setAutoCommit(true);
        if (version > 0 && version < to) {
            compact(database);
        }
    }

    /** Older versions left deleted rows in the file, where a repair would find them. */
    private static void compact(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("VACUUM");
        }
    }

    /**
     * Reads everything, and says whether it is as it was written. What others have added to the file does not count.
     *
     * @throws SQLException it cannot be read, perhaps because it is damaged
     * @throws StoreException a newer version of this program has written it
     */
    public static boolean isWhole(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            Definitions found = Definitions.in(statement);
            int version = version(statement);
            refuseNewer(version);
            if (version == 0) {
                version = recognized(found);
                if (version == 0 && !found.isEmpty()) {
                    return false;
                }
            }
            if (version < 0 || version > VERSION || !found.include(ofVersion(version))) {
                return false;
            }
            if (!"ok".equals(text(statement, "PRAGMA integrity_check(1)"))) {
                return false;
            }
            for (String damaged : version < VERSION ? List.<String>of() : Migrations.DAMAGED_ROWS) {
                if (text(statement, damaged + " LIMIT 1") != null) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * Refuses a version that this program does not know, whatever tables there are.
     *
     * @throws StoreException it is newer
     */
    public static void refuseNewer(int version) {
        if (version > VERSION && version <= MOST_VERSIONS) {
            throw StoreException.newer(version, VERSION);
        }
    }

    /** The version of a file; 0 if it is none of ours, or empty. */
    public static int version(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            int version = version(statement);
            return version == 0 ? recognized(Definitions.in(statement)) : version;
        }
    }

    /** The version of a file that has lost its number, as it does in a dump; 0 if it is none of ours. */
    private static int recognized(Definitions found) throws SQLException {
        int version = found.isEmpty() ? 0 : VERSION;
        while (version > 0 && !found.include(ofVersion(version))) {
            version--;
        }
        return version;
    }

    private static Definitions ofVersion(int version) throws SQLException {
        try (Connection example = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = example.createStatement()) {
            RowChecksum.define(example);
            migrate(example, version);
            return Definitions.in(statement);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** The first value of the first row, or null if there is none. */
    private static @Nullable String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
