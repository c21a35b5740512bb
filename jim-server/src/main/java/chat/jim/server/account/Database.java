package chat.jim.server.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** One connection to the database: one statement at a time. All methods throw {@link StoreException}. */
final class Database implements AutoCloseable {
    /** Reads something out of a row. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final Connection connection;

    /** Guards the connection and its statements. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Database(Connection connection) {
        this.connection = connection;
    }

    <T> List<T> query(String sql, Reading<T> reading, Object... values) {
        lock.lock();
        try (ResultSet rows = prepare(sql, values).executeQuery()) {
            List<T> results = new ArrayList<>();
            while (rows.next()) {
                results.add(reading.read(rows));
            }
            return results;
        } catch (SQLException e) {
            throw new StoreException("The accounts cannot be read: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** True if a row was changed. */
    boolean change(String sql, Object... values) {
        lock.lock();
        try {
            return prepare(sql, values).executeUpdate() > 0;
        } catch (SQLException e) {
            throw new StoreException("The accounts cannot be changed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a statement is being executed, which may be waiting for another process. */
    boolean busy() {
        return lock.isLocked();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreException("The accounts cannot be closed: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
