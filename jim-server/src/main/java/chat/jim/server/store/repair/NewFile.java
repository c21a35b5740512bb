package chat.jim.server.store.repair;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** The file that takes the place of a damaged one, while it is being filled. */
final class NewFile {
    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    NewFile(Connection connection) {
        this.connection = connection;
    }

    /** Adds a row, unless there is one of its key. */
    void insert(String place, Object... values) throws SQLException {
        execute("INSERT OR IGNORE " + place + " VALUES (?" + ", ?".repeat(values.length - 1) + ")", values);
    }

    /** The same, if it is sure that the row was not removed. */
    void note(boolean sure, String place, Object... values) throws SQLException {
        if (sure) {
            insert(place, values);
        }
    }

    /** Executes a statement with those values. */
    void execute(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }
}
