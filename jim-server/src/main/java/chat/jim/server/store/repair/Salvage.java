package chat.jim.server.store.repair;

import chat.jim.protocol.Address;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Copies what is whole in a damaged store into a new one, row by row, wherever in the file it stands. An account of which
 * only the name is sure keeps that, and is blocked: nobody else can take it. Indexes tell of rows that are lost.
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

    private Salvage() {}

    /**
     * Fills {@code target}, a new file; it is not flushed to the disk.
     *
     * @param aside see {@link RepairReport#aside}
     */
    static RepairReport copy(Pages pages, Path target, Path aside) throws IOException, SQLException {
        try (Connection connection = Connections.safe(target);
                Statement statement = connection.createStatement()) {
            Schema.migrate(connection);
            statement.execute("PRAGMA foreign_keys = OFF");
            statement.execute("PRAGMA synchronous = OFF");
            statement.executeUpdate(NOTES);
            connection.setAutoCommit(false);
            readAll(pages, new SalvagedRows(new NewFile(connection)));
            statement.executeUpdate(RESERVATIONS);
            statement.executeUpdate(SalvagedRooms.COMPLETION);
            statement.executeUpdate(Schema.numberMessages("true")); // some may be lost
            RepairReport report = report(statement, aside);
            connection.commit();
            return report;
        }
    }

    private static void readAll(Pages pages, SalvagedRows rows) throws IOException, SQLException {
        for (int number = 1; number <= pages.count(); number++) {
            for (Pages.Version version : pages.versions(number)) {
                for (PageRows.Row row : PageRows.read(pages, version.bytes(), number)) {
                    rows.take(row, version.sure());
                }
            }
        }
    }

    private static RepairReport report(Statement statement, Path aside) throws SQLException {
        SortedMap<String, Integer> lost = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT account, count(*) FROM known_message WHERE id NOT IN (SELECT id FROM message) GROUP BY 1")) {
            while (rows.next()) {
                Address of = SalvagedRows.address(rows.getString(1));
                lost.merge(of == null ? SOMEBODY : of.toString(), rows.getInt(2), Integer::sum);
            }
        }
        List<String> blocked = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT name FROM account WHERE password = '' ORDER BY key")) {
            while (rows.next()) {
                blocked.add(rows.getString(1));
            }
        }
        return new RepairReport(
                count(statement, "account"),
                count(statement, "message"),
                lost,
                count(
                        statement,
                        "(SELECT owner, contact FROM known_contact EXCEPT SELECT owner, contact FROM contact)"),
                blocked,
                aside);
    }

    private static int count(Statement statement, String rows) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + rows)) {
            return row.getInt(1);
        }
    }
}
