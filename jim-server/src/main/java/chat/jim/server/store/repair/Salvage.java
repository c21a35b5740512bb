package chat.jim.server.store.repair;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.RowChecksum;
import chat.jim.server.store.sqlite.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

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
        CREATE TEMP TABLE known_message (id INTEGER PRIMARY KEY, account TEXT NOT NULL)
        """;

    /** Two accounts of one name, one of them from before a change: nobody can say which. */
    private static final String DISPUTED = """
         ON CONFLICT (key) DO UPDATE SET password = '', blocked = 1, checksum = row_checksum(key, name, '', 1, id)
        WHERE checksum <> excluded.checksum""";

    private static final String RESERVATIONS = """
        INSERT OR IGNORE INTO known_account (key, name) SELECT account, account FROM message;
        INSERT OR IGNORE INTO known_account (key, name) SELECT owner, owner FROM contact;
        INSERT OR IGNORE INTO known_account (key, name) SELECT contact, contact FROM contact;
        INSERT OR IGNORE INTO account (key, name, password, blocked, id, checksum)
            SELECT key, name, '', 1, id, row_checksum(key, name, '', 1, id) FROM known_account;
        DELETE FROM mark WHERE account NOT IN (SELECT id FROM account);
        DELETE FROM wish WHERE account NOT IN (SELECT id FROM account)
        """;

    private final Connection target;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    /** The ids for accounts that had none, by their keys: one may be found more than once. */
    private final Map<Object, String> newIds = new HashMap<>();

    private Salvage(Connection target) {
        this.target = target;
    }

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
            Salvage salvage = new Salvage(connection);
            salvage.readAll(pages);
            statement.executeUpdate(RESERVATIONS);
            statement.executeUpdate(Schema.numberMessages("true")); // some may be lost
            RepairReport report = report(statement, aside);
            connection.commit();
            return report;
        }
    }

    private void readAll(Pages pages) throws IOException, SQLException {
        for (int number = 1; number <= pages.count(); number++) {
            for (Pages.Version version : pages.versions(number)) {
                for (PageRows.Row row : PageRows.read(pages, version.bytes(), number)) {
                    take(row, version.sure());
                }
            }
        }
    }

    /** What it is, its values tell: no two tables or indexes have the same kinds of values. */
    private void take(PageRows.Row row, boolean sure) throws SQLException {
        Object[] values = row.values().toArray();
        String kinds = kinds(values);
        if (row.numbered()) {
            if (kinds.equals("TTBITII")) {
                takeMessage(row.id(), values, sure);
            } else if (kinds.equals("TTBI")) {
                takeOlderMessage(row.id(), values, sure);
            } else if (kinds.equals("TTTT")) {
                note(sure, "INTO forgotten", row.id(), values[1], values[2], values[3]);
            }
            return;
        }
        switch (kinds) {
            case "TTTIIT" -> takeAccount(values, sure);
            case "TTTII" -> takeOlderAccount(values, sure);
            case "TTTI" -> remember(values[1], values[0]);
            case "TIT" -> remember(values[0], values[2]);
            case "TTI" -> {
                if (values[0].toString().startsWith("#")) {
                    takeKeptRoom(values, sure);
                } else {
                    takeContact(values, sure);
                }
            }
            case "TTII" -> takeMark(values);
            case "TII" -> takeWish(values, sure);
            case "TT" -> note(sure, "INTO known_contact (contact, owner)", values);
            case "TI" -> note(sure, "INTO known_message (account, id)", values);
            default -> {
                // of no table of ours
            }
        }
    }

    private void takeMessage(long id, Object[] values, boolean sure) throws SQLException {
        boolean whole = values[3].equals(RowChecksum.of(id, values[1], values[2], values[4], values[5], values[6]));
        takeMessage(id, values, values[4], whole, sure);
    }

    /** One as older versions kept it: its sender is not known. */
    private void takeOlderMessage(long id, Object[] values, boolean sure) throws SQLException {
        takeMessage(id, values, "", values[3].equals(RowChecksum.of(id, values[1], values[2])), sure);
    }

    private void takeMessage(long id, Object[] values, Object sender, boolean whole, boolean sure) throws SQLException {
        if (whole) {
            insert("INTO message (id, account, object, sender, checksum)", id, values[1], values[2], sender, 0);
        } else {
            note(sure, "INTO known_message (id, account)", id, values[1]);
        }
    }

    /** One that is not sure to be there may have been blocked or removed. */
    private void takeAccount(Object[] values, boolean sure) throws SQLException {
        boolean whole = values[4].equals(RowChecksum.of(values[0], values[1], values[2], values[3], values[5]));
        if (whole && sure) {
            execute(
                    "INSERT INTO account (key, name, password, blocked, checksum, id) VALUES (?, ?, ?, ?, ?, ?)"
                            + DISPUTED,
                    values);
        } else {
            remember(values[1], values[0]);
        }
    }

    /** One as older versions kept it, without an id: it is given one. */
    private void takeOlderAccount(Object[] values, boolean sure) throws SQLException {
        boolean whole = values[4].equals(RowChecksum.of(values[0], values[1], values[2], values[3]));
        String id = newIds.computeIfAbsent(values[0], key -> AccountKey.randomId());
        Object[] current = Arrays.copyOf(values, values.length + 1);
        current[5] = id;
        current[4] = whole ? RowChecksum.of(values[0], values[1], values[2], values[3], id) : values[4];
        takeAccount(current, sure);
    }

    private void takeContact(Object[] values, boolean sure) throws SQLException {
        if (values[2].equals(RowChecksum.of(values[0], values[1]))) {
            insert("INTO contact (owner, contact, checksum)", values);
        } else {
            note(sure, "INTO known_contact (owner, contact)", values[0], values[1]);
        }
    }

    private void takeKeptRoom(Object[] values, boolean sure) throws SQLException {
        if (sure && values[2].equals(RowChecksum.of(values[0], values[1]))) {
            insert("INTO kept_room", values);
        }
    }

    /** Of two, the later one. The index of the messages has rows of the same kinds. */
    private void takeMark(Object[] values) throws SQLException {
        if (values[3].equals(RowChecksum.of(values[0], values[1], values[2]))) {
            execute(
                    "INSERT INTO mark (account, place, id, checksum) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                            + " SET id = excluded.id, checksum = excluded.checksum WHERE excluded.id > mark.id",
                    values);
        }
    }

    /** Of two that differ, the one that keeps nothing. */
    private void takeWish(Object[] values, boolean sure) throws SQLException {
        if (sure && values[2].equals(RowChecksum.of(values[0], values[1]))) {
            execute(
                    "INSERT INTO wish (account, keeps_talks, checksum) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                            + " SET keeps_talks = excluded.keeps_talks, checksum = excluded.checksum"
                            + " WHERE excluded.keeps_talks = 0",
                    values);
        }
    }

    /** That there is an account of that name; if only one of the two is whole, nobody can say which. */
    private void remember(Object name, Object key) throws SQLException {
        for (Object one : List.of(name, key)) {
            Address address = address(one.toString());
            if (address != null) {
                insert("INTO known_account (key, name)", address.key(), address.toString());
            }
        }
    }

    /** That there is such a row, if it was not removed. */
    private void note(boolean sure, String place, Object... values) throws SQLException {
        if (sure) {
            insert(place, values);
        }
    }

    private void insert(String place, Object... values) throws SQLException {
        execute("INSERT OR IGNORE " + place + " VALUES (?" + ", ?".repeat(values.length - 1) + ")", values);
    }

    private void execute(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = target.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    private static RepairReport report(Statement statement, Path aside) throws SQLException {
        SortedMap<String, Integer> lost = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(
                "SELECT account, count(*) FROM known_message WHERE id NOT IN (SELECT id FROM message) GROUP BY 1")) {
            while (rows.next()) {
                Address of = address(rows.getString(1));
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

    private static String kinds(Object[] values) {
        StringBuilder kinds = new StringBuilder();
        for (Object value : values) {
            kinds.append(value instanceof Long ? 'I' : value instanceof byte[] ? 'B' : 'T');
        }
        return kinds.toString();
    }

    private static @Nullable Address address(String name) {
        try {
            return Address.account(name);
        } catch (ProtocolException e) {
            return null;
        }
    }
}
