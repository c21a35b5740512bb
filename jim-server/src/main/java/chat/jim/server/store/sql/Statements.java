package chat.jim.server.store.sql;

import chat.jim.server.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The statements of one connection, each prepared once. For one thread at a time, and only a platform thread, since SQLite
 * blocks the carrier of a virtual one.
 */
public final class Statements implements AutoCloseable {
    /** Reads a value from a row. */
    public interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Takes rows one by one. */
    public interface Taking {
        void take(ResultSet row) throws SQLException;
    }

    /** Something that needs the connection. */
    public interface Work<T> {
        T run() throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    /** Those of a connection that nobody else uses. */
    public Statements(Connection connection) {
        this.connection = connection;
    }

    /**
     * Does what needs the connection.
     *
     * @param deed what cannot be done, for the operator
     * @throws StoreException it fails
     */
    public <T> T run(String deed, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            forget();
            throw SqliteErrors.failure(deed, e);
        }
    }

    /** Does it in a transaction, all of it or nothing. */
    public <T> T transact(Work<T> work) throws SQLException {
        execute("BEGIN IMMEDIATE");
        try {
            T result = work.run();
            execute("COMMIT");
            return result;
        } catch (SQLException | RuntimeException | Error e) {
            rollBack();
            throw e;
        }
    }

    /** Ends the transaction, which some failures have ended already. */
    private void rollBack() {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            LOG.debug("There is nothing to roll back: {}", e.getMessage());
        }
    }

    /** The values read from all rows that a statement finds. */
    public <T> List<T> query(String sql, Reading<T> reading, Object... values) throws SQLException {
        List<T> results = new ArrayList<>();
        each(sql, row -> results.add(reading.read(row)), values);
        return results;
    }

    /** Hands over all rows that a statement finds, also those before one that cannot be read. */
    public void each(String sql, Taking taking, Object... values) throws SQLException {
        try (ResultSet rows = prepare(sql, values).executeQuery()) {
            while (rows.next()) {
                taking.take(rows);
            }
        }
    }

    /** The first value of the first row, which is a number; 0 if there is none. */
    public long number(String sql, Object... values) throws SQLException {
        try (ResultSet rows = prepare(sql, values).executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** Makes a change, and returns how many rows it has changed. */
    public int change(String sql, Object... values) throws SQLException {
        return prepare(sql, values).executeUpdate();
    }

    private void execute(String sql) throws SQLException {
        prepare(sql).execute();
    }

    /** Executes a pragma whose effect is made in steps, one for each row that it would return. */
    public void executeAll(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /** Has statements prepared anew: one that has failed once, for instance on a full disk, would fail forever. */
    public void forget() {
        for (PreparedStatement statement : prepared.values()) {
            try {
                statement.close();
            } catch (SQLException e) {
                LOG.debug("A statement cannot be closed", e);
            }
        }
        prepared.clear();
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
