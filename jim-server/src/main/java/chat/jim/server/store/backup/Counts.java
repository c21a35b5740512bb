package chat.jim.server.store.backup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How much is in the file of a store, or of a month of the history.
 *
 * @param accounts how many accounts; 0 in a month
 * @param messages how many messages that wait, or that were said in the month
 * @param rooms how many rooms that stay when they are empty; 0 in a month
 */
public record Counts(int accounts, int messages, int rooms) {
    static Counts in(Connection file) throws SQLException {
        try (Statement statement = file.createStatement()) {
            return new Counts(rows(statement, "account"), rows(statement, "message"), rows(statement, "room"));
        }
    }

    /** Those of a table, which older versions do not have. */
    private static int rows(Statement statement, String table) throws SQLException {
        boolean there = number(statement, "SELECT count(*) FROM sqlite_schema WHERE name = '" + table + "'") > 0;
        return there ? number(statement, "SELECT count(*) FROM " + table) : 0;
    }

    static int number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.getInt(1);
        }
    }
}
