package chat.jim.server.store.repair;

import chat.jim.protocol.Address;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.Statements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies what is whole in a damaged store into a new one, row by row. An account of which only the name is sure, also from the
 * newest backup, keeps that, and is blocked: nobody else can take it.
 */
final class Salvage {
    /** Who cannot be named. */
    private static final String SOMEBODY = "?";

    private static final String NOTES = """
        CREATE TEMP TABLE known_account (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            id TEXT NOT NULL DEFAULT (lower(hex(randomblob(16)))));
        CREATE TEMP TABLE known_contact (owner TEXT, contact TEXT, PRIMARY KEY (owner, contact));
        CREATE TEMP TABLE known_message (id INTEGER PRIMARY KEY, account TEXT NOT NULL);
        CREATE TEMP TABLE known_room (key TEXT PRIMARY KEY)
        """;

    /** The names of the accounts that are lost. */
    private static final String RESERVATIONS = """
        INSERT OR IGNORE INTO known_account (key, name) SELECT account, account FROM message;
        INSERT OR IGNORE INTO known_account (key, name) SELECT owner, owner FROM contact;
        INSERT OR IGNORE INTO known_account (key, name) SELECT contact, contact FROM contact;
        INSERT OR IGNORE INTO known_account (key, name) SELECT key, key FROM room_member;
        INSERT OR IGNORE INTO known_account (key, name) SELECT key, key FROM profile;
        INSERT OR IGNORE INTO account (key, name, password, blocked, id, checksum)
            SELECT key, name, '', 1, id, row_checksum(key, name, '', 1, id) FROM known_account;
        DELETE FROM mark WHERE account NOT IN (SELECT id FROM account);
        DELETE FROM wish WHERE account NOT IN (SELECT id FROM account)
        """;

    private static final String NAMES_IN_BACKUP =
            "INSERT OR IGNORE INTO known_account (key, name) SELECT key, name FROM backup.account";

    private final Statements to;
    private final @Nullable Path backup;

    private Salvage(Statements to, @Nullable Path backup) {
        this.to = to;
        this.backup = backup;
    }

    /**
     * Fills {@code target}, a new file; it is not flushed to the disk.
     *
     * @param backup the newest one, if there is any
     * @param aside see {@link RepairReport#aside}
     * @param lostChanges see {@link RepairReport#lostChanges}
     * @return null if there are no tables of a store
     */
    static @Nullable RepairReport copy(Path damaged, Path target, @Nullable Path backup, Path aside, int lostChanges)
            throws IOException, SQLException {
        try (Connection old = Connections.unchanging(damaged);
                Connection connection = Connections.safe(target);
                Statement statement = connection.createStatement()) {
            tolerate(old);
            Schema.migrate(connection);
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.executeUpdate(NOTES);
            Statements to = new Statements(connection);
            if (backup != null) {
                to.change("ATTACH ? AS backup", backup.toString());
            }
            connection.setAutoCommit(false);
            SalvagedRows rows = new SalvagedRows(new Statements(old), to);
            if (!rows.copyAll() && (backup != null || Files.size(damaged) > 0)) {
                return null;
            }
            if (backup != null && rows.accountsDamaged()) {
                statement.executeUpdate(NAMES_IN_BACKUP);
            }
            statement.executeUpdate(RESERVATIONS);
            statement.executeUpdate(SalvagedRooms.COMPLETION);
            statement.executeUpdate(Schema.numberMessages("true")); // some may be lost
            RepairReport report = new Salvage(to, backup).report(rows.bansDamaged(), aside, lostChanges);
            connection.commit();
            return report;
        }
    }

    /** Has SQLite go on where it can after an error in what it reads first of a file. */
    private static void tolerate(Connection old) {
        try (Statement statement = old.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
        } catch (SQLException e) {
            // Then it is of no use.
        }
    }

    private RepairReport report(boolean bansLost, Path aside, int lostChanges) throws SQLException {
        SortedMap<String, Integer> lost = new TreeMap<>();
        to.each(
                "SELECT account, count(*) FROM known_message WHERE id NOT IN (SELECT id FROM message) GROUP BY 1",
                row -> {
                    Address of = SalvagedRows.address(row.getString(1));
                    lost.merge(of == null ? SOMEBODY : of.toString(), row.getInt(2), Integer::sum);
                });
        return new RepairReport(
                count("account"),
                count("message"),
                lost,
                count("(SELECT owner, contact FROM known_contact EXCEPT SELECT owner, contact FROM contact)"),
                to.query("SELECT name FROM account WHERE password = '' ORDER BY key", row -> row.getString(1)),
                bansLost,
                lostChanges,
                aside,
                backup == null ? null : inBackup(backup));
    }

    private RepairReport.InBackup inBackup(Path file) throws SQLException {
        return new RepairReport.InBackup(
                file,
                count("backup.account WHERE key NOT IN (SELECT key FROM main.account WHERE password <> '')"),
                count("backup.message WHERE id NOT IN (SELECT id FROM main.message)"));
    }

    private int count(String rows) throws SQLException {
        return (int) to.number("SELECT count(*) FROM " + rows);
    }
}
