package chat.jim.server.account;

import chat.jim.log.Secret;
import chat.jim.protocol.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The accounts in an SQLite file, which several processes may have open at once. */
public final class SqliteAccounts implements Accounts {
    private final Connection database;

    /** Guards the database: one statement at a time. */
    private final ReentrantLock lock = new ReentrantLock();

    private SqliteAccounts(Connection database) {
        this.database = database;
    }

    /**
     * Opens the accounts kept in {@code directory}; both are made if need be, readable by their owner only.
     *
     * @throws StoreException the file is damaged, or was written by a newer version
     * @throws IOException the directory or the file cannot be made
     */
    public static SqliteAccounts open(Path directory) throws IOException {
        return new SqliteAccounts(Database.open(directory));
    }

    @Override
    public @Nullable Account find(Address name) {
        List<Account> found = accounts("WHERE key = ?", name.key());
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public boolean add(Address name, @Secret String passwordHash) {
        return change(
                "INSERT INTO account (key, name, password) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                name.key(),
                name.toString(),
                passwordHash);
    }

    @Override
    public boolean setPasswordHash(Address name, @Secret String passwordHash) {
        return change("UPDATE account SET password = ? WHERE key = ?", passwordHash, name.key());
    }

    @Override
    public boolean setBlocked(Address name, boolean blocked) {
        return change("UPDATE account SET blocked = ? WHERE key = ?", blocked ? 1 : 0, name.key());
    }

    @Override
    public boolean remove(Address name) {
        return change("DELETE FROM account WHERE key = ?", name.key());
    }

    @Override
    public List<Account> list() {
        return accounts("ORDER BY key");
    }

    @Override
    public List<Address> contacts(Address owner) {
        return names("JOIN contact ON key = contact WHERE owner = ?", owner);
    }

    @Override
    public boolean addContact(Address owner, Address contact) {
        return change(
                "INSERT INTO contact (owner, contact) VALUES (?, ?) ON CONFLICT DO NOTHING",
                owner.key(),
                contact.key());
    }

    @Override
    public boolean removeContact(Address owner, Address contact) {
        return change("DELETE FROM contact WHERE owner = ? AND contact = ?", owner.key(), contact.key());
    }

    @Override
    public List<Address> ownersOf(Address contact) {
        return names("JOIN contact ON key = owner WHERE contact = ?", contact);
    }

    @Override
    public long version() {
        return query("PRAGMA data_version", row -> row.getLong(1)).get(0);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            database.close();
        } catch (SQLException e) {
            throw new StoreException("The accounts cannot be closed", e);
        } finally {
            lock.unlock();
        }
    }

    private List<Account> accounts(String condition, Object... values) {
        return query(
                "SELECT name, password, blocked FROM account " + condition,
                row -> new Account(Address.account(row.getString(1)), row.getString(2), row.getBoolean(3)),
                values);
    }

    private List<Address> names(String condition, Address value) {
        return query(
                "SELECT name FROM account " + condition + " ORDER BY key",
                row -> Address.account(row.getString(1)),
                value.key());
    }

    /** Reads something out of a row. */
    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Reading<T> reading, Object... values) {
        lock.lock();
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> results = new ArrayList<>();
            while (rows.next()) {
                results.add(reading.read(rows));
            }
            return results;
        } catch (SQLException e) {
            throw new StoreException("The accounts cannot be read", e);
        } finally {
            lock.unlock();
        }
    }

    /** True if a row was changed. */
    private boolean change(String sql, Object... values) {
        lock.lock();
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate() > 0;
        } catch (SQLException e) {
            throw new StoreException("The accounts cannot be changed", e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = database.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
