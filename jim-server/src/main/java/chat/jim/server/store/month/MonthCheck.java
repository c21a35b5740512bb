package chat.jim.server.store.month;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Says whether the file of a month is as it was written. */
public final class MonthCheck {
    /** Marks a file as one of the history. */
    public static final int MARK = MonthTables.MARK;

    private static final List<String> DAMAGED_ROWS = List.of(
            "SELECT 1 FROM message WHERE checksum <> row_checksum(id, place, sender, object)",
            "SELECT 1 FROM place WHERE checksum <> row_checksum(id, name)",
            "SELECT 1 FROM sender WHERE checksum <> row_checksum(id, key, name, account)");

    private MonthCheck() {}

    /**
     * Reads everything.
     *
     * @throws SQLException it cannot be read, perhaps because it is damaged
     */
    public static boolean isWhole(Connection month) throws SQLException {
        try (Statement statement = month.createStatement()) {
            try (ResultSet row = statement.executeQuery("PRAGMA quick_check(1)")) {
                if (!"ok".equals(row.getString(1))) {
                    return false;
                }
            }
            for (String damaged : DAMAGED_ROWS) {
                if (finds(statement, damaged + " LIMIT 1")) {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean finds(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next();
        }
    }
}
