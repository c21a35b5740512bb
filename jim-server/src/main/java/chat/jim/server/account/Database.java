package chat.jim.server.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection to the database: one statement at a time. All methods throw {@link StoreException}. */
final class Database implements AutoCloseable {
    /** Reads something out of a row. */
    interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** How long a statement waits for those before it; and then as long for another process to end its own. */
    static final int BUSY_MILLIS = 2500;

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Connection connection;

    /** Guards the connection and its statements. */
    private final ReentrantLock lock = new ReentrantLock();

    /** A change waits for the disk, and for other processes. */
    private final Workers changing = new Workers("accounts", 1);

    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Database(Connection connection) {
        this.connection = connection;
    }

    <T> List<T> query(String sql, Reading<T> reading, Object... values) {
        return execute("read", sql, values, statement -> {
            try (ResultSet rows = statement.executeQuery()) {
                List<T> results = new ArrayList<>();
                while (rows.next()) {
                    results.add(reading.read(rows));
                }
                return results;
            }
        });
    }

    /** True if a row was changed. */
    boolean change(String sql, Object... values) {
        return changing.call(() -> execute("changed", sql, values, statement -> statement.executeUpdate() > 0));
    }

    /** Does something with a statement. */
    private interface Execution<T> {
        T execute(PreparedStatement statement) throws SQLException;
    }

    private <T> T execute(String deed, String sql, Object[] values, Execution<T> execution) {
        if (!lockInTime()) {
            throw new StoreException("The accounts cannot be " + deed + ": they are busy", null);
        }
        try {
            return execution.execute(prepare(sql, values));
        } catch (SQLException e) {
            forget(sql);
            throw new StoreException("The accounts cannot be " + deed + ": " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private boolean lockInTime() {
        try {
            return lock.tryLock(BUSY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
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

    /** A statement that has failed, on a full disk for instance, would fail ever after. */
    private void forget(String sql) {
        try (PreparedStatement failed = statements.remove(sql)) {
            if (failed != null) {
                LOG.debug("This statement has failed: {}", sql);
            }
        } catch (SQLException e) {
            LOG.debug("A failed statement cannot be closed", e);
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
