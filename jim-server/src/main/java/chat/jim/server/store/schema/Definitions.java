package chat.jim.server.store.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tables, indexes and triggers in a file. How their SQL is laid out and quoted does not count, nor do SQLite's own tables,
 * such as those of {@code ANALYZE}.
 */
final class Definitions {
    private final Map<String, String> byName = new HashMap<>();

    private Definitions() {}

    /** Those in a file that is open. */
    static Definitions in(Statement statement) throws SQLException {
        Definitions found = new Definitions();
        try (ResultSet rows = statement.executeQuery("SELECT type, name, tbl_name, sql FROM sqlite_schema")) {
            while (rows.next()) {
                found.add(
                        String.valueOf(rows.getString(1)),
                        String.valueOf(rows.getString(2)),
                        String.valueOf(rows.getString(3)),
                        String.valueOf(rows.getString(4)));
            }
        }
        return found;
    }

    private void add(String type, String name, String table, String sql) {
        if (!name.startsWith("sqlite_")) {
            byName.put(type + ' ' + name, table + ' ' + normalized(sql));
        }
    }

    /** Without what a restored backup may have changed. */
    private static String normalized(String sql) {
        return sql.replaceAll("--[^\\n]*", " ")
                .replaceAll("[\"'`\\[\\]]", "")
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^create (table|index|trigger) if not exists ", "create $1 ")
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(),;]) ?", "$1")
                .strip();
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Whether all of those are among these; others may be somebody else's. */
    boolean include(Definitions others) {
        return byName.entrySet().containsAll(others.byName.entrySet());
    }
}
