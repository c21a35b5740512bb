package chat.jim.server.store.repair;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.sql.SqliteErrors;
import chat.jim.server.store.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the tables of a damaged file row by row: from the front up to where one cannot be read, and then from the back. Each
 * row goes into the new file if it is whole, and else is noted, as far as it can be. Indexes tell of rows that are lost.
 */
final class SalvagedRows {
    private static final Logger LOG = LoggerFactory.getLogger(SalvagedRows.class);

    private final Statements from;
    private final Statements to;

    /** The tables that cannot be read from the one end to the other. */
    private final Set<Table> torn = new HashSet<>();

    /** How many rows could be read. */
    private int taken;

    /** Whether there are accounts that are not whole. */
    private boolean accountsDamaged;

    /** Whether bans of addresses are not whole, or cannot be read. */
    private boolean bansDamaged;

    /** Takes a row; {@code whole} says whether it is as it was written. */
    interface Taking {
        void take(boolean whole, Object... row) throws SQLException;
    }

    /**
     * A table or an index.
     *
     * @param key what its rows are sorted by
     * @param forms what to select of it: the last value is whether a row is whole. The newest form is the first: older
     *     versions did not have all columns
     */
    record Table(String key, Taking taking, List<String> forms) {
        Table(String key, Taking taking, String... forms) {
            this(key, taking, List.of(forms));
        }

        String forward(String form) {
            return "SELECT " + form + " ORDER BY " + key;
        }

        String backward(String form) {
            return "SELECT " + form + " ORDER BY " + key.replace(",", " DESC,") + " DESC";
        }

        String row(String form) {
            return "SELECT " + form + " WHERE (" + key + ") = (" + key.replaceAll("\\w+", "?") + ")";
        }
    }

    SalvagedRows(Statements from, Statements to) {
        this.from = from;
        this.to = to;
    }

    /** Copies everything; false if there is nothing that could be a store. */
    boolean copyAll() throws SQLException {
        Table accounts = new Table("key", this::takeAccount, """
                key, name, password, blocked, id, checksum = row_checksum(key, name, password, blocked, id)
                FROM account""", """
                key, name, password, blocked, lower(hex(randomblob(16))),
                checksum = row_checksum(key, name, password, blocked) FROM account""", """
                key, name, '', 1, '', 0 FROM account""");
        Table contacts = new Table("owner, contact", this::takeContact, """
                owner, contact, checksum = row_checksum(owner, contact) FROM contact""", """
                owner, contact, 0 FROM contact""");
        Table messages = new Table("id", this::takeMessage, """
                id, account, object, sender,
                checksum = row_checksum(id, account, object, sender, nth, nth_of_sender) FROM message""", """
                id, account, object, '', checksum = row_checksum(id, account, object) FROM message""");
        boolean found = copy(accounts) && torn.isEmpty();
        copy(contacts);
        copy(messages);
        copy(new Table("name, blocked", this::takeName, "key, name, 0 FROM account INDEXED BY account_by_name"));
        copy(new Table(
                "contact, owner", this::takeContact, "owner, contact, 0 FROM contact INDEXED BY contact_by_contact"));
        copy(new Table("account, id", this::takeMessage, "id, account, 0 FROM message INDEXED BY message_by_account"));
        lookUp(accounts, "SELECT key FROM known_account WHERE key NOT IN (SELECT key FROM account)");
        lookUp(contacts, "SELECT owner, contact FROM known_contact EXCEPT SELECT owner, contact FROM contact");
        lookUp(messages, "SELECT id FROM known_message WHERE id NOT IN (SELECT id FROM message)");
        copy(new Table("account, place", this::takeMark, """
                account, place, id, checksum = row_checksum(account, place, id) FROM mark"""));
        copy(new Table("account", this::takeWish, """
                account, keeps_talks, checksum = row_checksum(account, keeps_talks) FROM wish"""));
        copy(new Table("number", this::takeForgotten, "number, account, key, name, 1 FROM forgotten"));
        Table bans = new Table("network", this::takeBan, """
                network, until, reason, checksum = row_checksum(network, until, reason) FROM address_ban""");
        copy(bans);
        bansDamaged |= torn.contains(bans);
        for (Table table : new SalvagedRooms(to).tables()) {
            copy(table);
        }
        accountsDamaged |= !found;
        return found || taken > 0;
    }

    /** Whether accounts may be lost. */
    boolean accountsDamaged() {
        return accountsDamaged;
    }

    /** Whether bans of addresses are lost. */
    boolean bansDamaged() {
        return bansDamaged;
    }

    private boolean copy(Table table) throws SQLException {
        for (String form : table.forms()) {
            SQLException error = read(table, table.forward(form));
            if (error == null) {
                return true;
            }
            if (!SqliteErrors.refusesStatement(error)) {
                LOG.debug("{} cannot be read as a whole: {}", form, error.getMessage());
                torn.add(table);
                read(table, table.backward(form));
                return true;
            }
        }
        return false;
    }

    /** Rows that must be in the torn middle of a table, since others tell of them. */
    private void lookUp(Table table, String missing) throws SQLException {
        if (torn.contains(table)) {
            int width = table.key().split(",", -1).length;
            for (Object[] key : to.query(missing, row -> values(row, width))) {
                for (String form : table.forms()) {
                    read(table, table.row(form), key);
                }
            }
        }
    }

    /** Null if all could be read; or else why not. */
    private @Nullable SQLException read(Table table, String sql, Object... key) throws SQLException {
        try {
            from.each(
                    sql,
                    row -> {
                        int width = row.getMetaData().getColumnCount() - 1;
                        take(table, row.getBoolean(width + 1), values(row, width));
                    },
                    key);
            return null;
        } catch (SQLException e) {
            if (SqliteErrors.preventsReading(e)) {
                throw e;
            }
            from.forget();
            return e;
        }
    }

    private void take(Table table, boolean whole, Object... row) throws SQLException {
        taken++;
        try {
            table.taking().take(whole, row);
        } catch (SQLException e) {
            if (!SqliteErrors.refusesValues(e)) {
                throw e;
            }
            LOG.debug("No row of ours: {}", e.getMessage());
        }
    }

    private static Object[] values(ResultSet row, int width) throws SQLException {
        Object[] values = new Object[width];
        for (int i = 0; i < width; i++) {
            Object value = row.getObject(i + 1);
            values[i] = value == null ? "" : value; // of which ours have none
        }
        return values;
    }

    /** Two accounts of one name, one of them from before a change: nobody can say which. */
    private void takeAccount(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO account (key, name, password, blocked, id, checksum)
                    VALUES (?1, ?2, ?3, ?4, ?5, row_checksum(?1, ?2, ?3, ?4, ?5))
                    ON CONFLICT (key) DO UPDATE
                    SET password = '', blocked = 1, checksum = row_checksum(key, name, '', 1, id)
                    WHERE (name, password, blocked) <> (excluded.name, excluded.password, excluded.blocked)""", row);
        } else {
            accountsDamaged = true;
            takeName(false, row);
        }
    }

    /** That there is an account of that name; if only one of the two is whole, nobody can say which. */
    private void takeName(boolean whole, Object... row) throws SQLException {
        for (Object one : List.of(row[1], row[0])) {
            Address address = address(one.toString());
            if (address != null) {
                to.change(
                        "INSERT OR IGNORE INTO known_account (key, name) VALUES (?, ?)",
                        address.key(),
                        address.toString());
            }
        }
    }

    private void takeContact(boolean whole, Object... row) throws SQLException {
        to.change(
                whole
                        ? "INSERT OR IGNORE INTO contact VALUES (?1, ?2, row_checksum(?1, ?2))"
                        : "INSERT OR IGNORE INTO known_contact VALUES (?, ?)",
                row);
    }

    private void takeMessage(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change(
                    "INSERT OR IGNORE INTO message (id, account, object, sender, checksum) VALUES (?, ?, ?, ?, 0)",
                    row);
        } else {
            to.change("INSERT OR IGNORE INTO known_message (id, account) VALUES (?, ?)", Arrays.copyOf(row, 2));
        }
    }

    /** Of two, the later one. */
    private void takeMark(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO mark VALUES (?1, ?2, ?3, row_checksum(?1, ?2, ?3)) ON CONFLICT DO UPDATE
                    SET id = excluded.id, checksum = excluded.checksum WHERE excluded.id > mark.id""", row);
        }
    }

    /** Of two that differ, the one that keeps nothing. */
    private void takeWish(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO wish VALUES (?1, ?2, row_checksum(?1, ?2)) ON CONFLICT DO UPDATE
                    SET keeps_talks = excluded.keeps_talks, checksum = excluded.checksum
                    WHERE excluded.keeps_talks = 0""", row);
        }
    }

    private void takeBan(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("INSERT OR IGNORE INTO address_ban VALUES (?1, ?2, ?3, row_checksum(?1, ?2, ?3))", row);
        } else {
            bansDamaged = true;
        }
    }

    private void takeForgotten(boolean whole, Object... row) throws SQLException {
        to.change("INSERT OR IGNORE INTO forgotten VALUES (?, ?, ?, ?)", row);
    }

    /** The account of that name; null if it is no name. */
    static @Nullable Address address(String name) {
        try {
            return Address.account(name);
        } catch (ProtocolException e) {
            return null;
        }
    }
}
