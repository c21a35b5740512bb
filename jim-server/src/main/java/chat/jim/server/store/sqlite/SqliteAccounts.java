package chat.jim.server.store.sqlite;

import chat.jim.protocol.Address;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The accounts in an SQLite file. */
final class SqliteAccounts implements Accounts {
    /** How many accounts one statement finds. */
    private static final int AT_ONCE = 200;

    private static final String WHOLE = "account.checksum = row_checksum(key, name, password, blocked, id)";

    /** Whether there is still the account of that key and that id, and not another one that has got its name. */
    private static final String EXISTS = "EXISTS (SELECT 1 FROM account AS one WHERE one.key = ?1 AND one.id = ?2)";

    private static final String OWNER = "owner = ?1 AND " + EXISTS;

    private static final String IN = "WHERE key IN (?" + ", ?".repeat(AT_ONCE - 1) + ")";

    private final Database writing;
    private final Database reading;

    SqliteAccounts(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public @Nullable Account find(Address name) {
        List<Account> found = accounts("WHERE key = ?", name.key());
        return found.isEmpty() ? null : found.get(0);
    }

    @Override
    public Map<Address, Account> findAll(Collection<Address> names) {
        Map<Address, Account> found = new HashMap<>();
        List<Address> all = List.copyOf(names);
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            Object[] keys = new Object[AT_ONCE]; // null matches nothing
            for (int j = 0; j < AT_ONCE && i + j < all.size(); j++) {
                keys[j] = all.get(i + j).key();
            }
            accounts(IN, keys).forEach(account -> found.put(account.name(), account));
        }
        return found;
    }

    @Override
    public @Nullable Account add(Address name, String passwordHash) {
        AccountKey key = AccountKey.create(name);
        boolean added = writing.change("""
                INSERT INTO account (key, name, password, id, checksum)
                VALUES (?1, ?2, ?3, ?4, row_checksum(?1, ?2, ?3, 0, ?4)) ON CONFLICT DO NOTHING""", name.key(), name.toString(), passwordHash, key.id());
        return added ? new Account(key, passwordHash, false) : null;
    }

    @Override
    public boolean setPasswordHash(AccountKey account, String passwordHash) {
        return writing.change("""
                UPDATE account SET password = ?1, checksum = row_checksum(key, name, ?1, blocked, id)
                WHERE key = ?2 AND id = ?3""", passwordHash, account.name().key(), account.id());
    }

    @Override
    public boolean setBlocked(Address name, boolean blocked) {
        return writing.change("""
                UPDATE account SET blocked = ?1, checksum = row_checksum(key, name, password, ?1, id)
                WHERE key = ?2""", blocked ? 1 : 0, name.key());
    }

    @Override
    public boolean remove(Address name) {
        return writing.change("DELETE FROM account WHERE key = ?", name.key());
    }

    @Override
    public boolean keepsTalks(AccountKey account) {
        return reading.query("SELECT keeps_talks FROM wish WHERE account = ?", row -> row.getBoolean(1), account.id())
                .contains(true);
    }

    @Override
    public boolean setKeepsTalks(AccountKey account, boolean wish) {
        return writing.change("""
                INSERT OR REPLACE INTO wish (account, keeps_talks, checksum)
                SELECT id, ?3, row_checksum(id, ?3) FROM account WHERE key = ?1 AND id = ?2""", account.name().key(), account.id(), wish ? 1 : 0);
    }

    @Override
    public void forgetMessages(AccountKey account) {
        writing.change(
                "INSERT INTO forgotten (account, key, name) SELECT id, key, name FROM account WHERE key = ? AND id = ?",
                account.name().key(),
                account.id());
    }

    @Override
    public List<AccountKey> toForget() {
        return reading.query(
                "SELECT name, key, account FROM forgotten ORDER BY number",
                row -> new AccountKey(Address.stored(row.getString(1), row.getString(2)), row.getString(3)));
    }

    @Override
    public void forgot(AccountKey account) {
        writing.change("DELETE FROM forgotten WHERE account = ?", account.id());
    }

    @Override
    public int count() {
        return reading.query("SELECT count(*) FROM account", row -> row.getInt(1))
                .get(0);
    }

    @Override
    public List<Account> list() {
        return accounts("ORDER BY key");
    }

    @Override
    public List<Address> contacts(AccountKey owner) {
        return keys("JOIN contact ON key = contact WHERE " + OWNER, owner).stream()
                .map(AccountKey::name)
                .toList();
    }

    @Override
    public boolean addContact(AccountKey owner, Address contact, int most) {
        return writing.change("""
                INSERT INTO contact (owner, contact, checksum)
                SELECT o.key, c.key, row_checksum(o.key, c.key) FROM account o, account c
                WHERE o.key = ?1 AND o.id = ?2 AND c.key = ?3
                AND (SELECT count(*) FROM contact WHERE owner = ?1) < ?4
                ON CONFLICT DO NOTHING""", owner.name().key(), owner.id(), contact.key(), most);
    }

    @Override
    public boolean hasContact(AccountKey owner, Address contact) {
        return !reading.query(
                        "SELECT 1 FROM contact WHERE contact = ?3 AND " + OWNER,
                        row -> row.getLong(1),
                        owner.name().key(),
                        owner.id(),
                        contact.key())
                .isEmpty();
    }

    @Override
    public boolean removeContact(AccountKey owner, Address contact) {
        return writing.change(
                "DELETE FROM contact WHERE contact = ?3 AND " + OWNER,
                owner.name().key(),
                owner.id(),
                contact.key());
    }

    @Override
    public List<AccountKey> ownersOf(AccountKey contact) {
        return keys("JOIN contact ON key = owner WHERE contact = ?1 AND " + EXISTS, contact);
    }

    private List<Account> accounts(String condition, Object... values) {
        return reading.query(
                "SELECT name, key, id, " + WHOLE + ", password, blocked FROM account " + condition,
                SqliteAccounts::account,
                values);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(key(row), row.getString(5), row.getBoolean(6));
    }

    private List<AccountKey> keys(String condition, AccountKey account) {
        return reading.query(
                "SELECT name, key, id, " + WHOLE + " FROM account " + condition + " ORDER BY key",
                SqliteAccounts::key,
                account.name().key(),
                account.id());
    }

    /** A damaged account is an error, so that nobody can log in to it. */
    private static AccountKey key(ResultSet row) throws SQLException {
        if (!row.getBoolean(4)) {
            throw new SQLException("an account is damaged; restart the server to have it repaired");
        }
        return new AccountKey(Address.stored(row.getString(1), row.getString(2)), row.getString(3));
    }
}
