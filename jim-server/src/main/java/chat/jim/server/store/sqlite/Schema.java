package chat.jim.server.store.sqlite;

import chat.jim.server.store.sql.RowChecksum;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The tables of a store, and the migrations from older versions. */
public final class Schema {
    /**
     * Each migrates a file from version n to n + 1. Only append to this: files of all versions exist. Each changes what is
     * defined, since an older program knows a newer version from a damaged number by that.
     */
    private static final String[] MIGRATIONS = {
        """
        CREATE TABLE account (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            password TEXT NOT NULL,
            blocked INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE contact (
            owner TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            contact TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            PRIMARY KEY (owner, contact)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX contact_by_contact ON contact (contact);
        """, """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            object BLOB NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX message_by_account ON message (account);
        """, """
        PRAGMA application_id = 0x4a494d31;
        ALTER TABLE account ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE contact ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
        UPDATE account SET checksum = row_checksum(key, name, password, blocked);
        UPDATE contact SET checksum = row_checksum(owner, contact);
        UPDATE message SET checksum = row_checksum(id, account, object);
        -- A second copy of each name, in another page: that of a damaged account is not given to somebody else.
        CREATE INDEX account_by_name ON account (name, blocked);
        """, """
        -- The last session of each name, by the SHA-256 of its token. It has ended at that UNIX time, or goes on: 0.
        CREATE TABLE session (
            name TEXT PRIMARY KEY,
            token BLOB NOT NULL,
            ended INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER account_added AFTER INSERT ON account
            BEGIN DELETE FROM session WHERE name = NEW.key; END;
        CREATE TRIGGER account_changed AFTER UPDATE OF password, blocked ON account
            BEGIN DELETE FROM session WHERE name = NEW.key; END;
        CREATE TRIGGER account_removed AFTER DELETE ON account
            BEGIN DELETE FROM session WHERE name = OLD.key; END;
        """, """
        -- Tells an account from another one that gets its name later.
        ALTER TABLE account ADD COLUMN id TEXT NOT NULL DEFAULT '';
        UPDATE account SET id = lower(hex(randomblob(16)));
        UPDATE account SET checksum = row_checksum(key, name, password, blocked, id);
        """, """
        -- Who sent it, '' if that is not known; and its number among those to its account, and among those of its sender.
        ALTER TABLE message ADD COLUMN sender TEXT NOT NULL DEFAULT '';
        ALTER TABLE message ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message ADD COLUMN nth_of_sender INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX message_by_sender ON message (sender, account, nth_of_sender);
        """ + numberMessages("checksum = row_checksum(id, account, object)"), """
        -- All sessions of an account, and not only the last one of each name. The triggers are the same as before.
        DROP TRIGGER account_added;
        DROP TRIGGER account_changed;
        DROP TRIGGER account_removed;
        ALTER TABLE session RENAME TO last_session;
        CREATE TABLE session (
            name TEXT NOT NULL,
            token BLOB NOT NULL,
            ended INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (name, token)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO session SELECT name, token, ended FROM last_session;
        DROP TABLE last_session;
        CREATE TRIGGER account_added AFTER INSERT ON account
            BEGIN DELETE FROM session WHERE name = NEW.key; END;
        CREATE TRIGGER account_changed AFTER UPDATE OF password, blocked ON account
            BEGIN DELETE FROM session WHERE name = NEW.key; END;
        CREATE TRIGGER account_removed AFTER DELETE ON account
            BEGIN DELETE FROM session WHERE name = OLD.key; END;
        -- For the history. An account stands there with its id; up to which message it has read each place.
        CREATE TABLE mark (
            account TEXT NOT NULL,
            place TEXT NOT NULL,
            id INTEGER NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (account, place)
        ) STRICT, WITHOUT ROWID;
        -- The rooms that stay when they are empty.
        CREATE TABLE kept_room (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- Who wishes that their talks are kept.
        CREATE TABLE wish (
            account TEXT PRIMARY KEY,
            keeps_talks INTEGER NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        -- Whose messages have to be forgotten.
        CREATE TABLE forgotten (
            number INTEGER PRIMARY KEY,
            account TEXT NOT NULL,
            key TEXT NOT NULL,
            name TEXT NOT NULL
        ) STRICT;
        CREATE TRIGGER account_forgotten AFTER DELETE ON account
            BEGIN
                DELETE FROM mark WHERE account = OLD.id;
                DELETE FROM wish WHERE account = OLD.id;
                INSERT INTO forgotten (account, key, name) VALUES (OLD.id, OLD.key, OLD.name);
            END;
        """
    };

    private static final String[] DAMAGED_ROWS = {
        "SELECT 1 FROM account WHERE checksum <> row_checksum(key, name, password, blocked, id)",
        "SELECT 1 FROM contact WHERE checksum <> row_checksum(owner, contact)",
        "SELECT 1 FROM message WHERE checksum <> row_checksum(id, account, object, sender, nth, nth_of_sender)",
        "SELECT 1 FROM mark WHERE checksum <> row_checksum(account, place, id)",
        "SELECT 1 FROM kept_room WHERE checksum <> row_checksum(key, name)",
        "SELECT 1 FROM wish WHERE checksum <> row_checksum(account, keeps_talks)"
    };

    /** The newest version. */
    public static final int VERSION = MIGRATIONS.length;

    /** Marks a file as one of this program. */
    private static final String MARK = "PRAGMA application_id = 0x4a494d31";

    private Schema() {}

    /** Numbers the messages anew that fulfil the condition: those to each account, and those of each sender among them. */
    public static String numberMessages(String condition) {
        return """
            UPDATE message SET nth = new_nth, nth_of_sender = new_nth_of_sender,
                checksum = row_checksum(id, account, object, sender, new_nth, new_nth_of_sender)
            FROM (
                SELECT id AS numbered,
                    row_number() OVER (PARTITION BY account ORDER BY id) AS new_nth,
                    row_number() OVER (PARTITION BY account, sender ORDER BY id) AS new_nth_of_sender
                FROM message)
            WHERE id = numbered AND
            """ + condition + ';';
    }

    /** Migrates the tables to this version of the program. */
    public static void migrate(Connection database) throws SQLException {
        migrate(database, VERSION);
    }

    static void migrate(Connection database, int to) throws SQLException {
        database.setAutoCommit(false);
        int version;
        try (Statement statement = database.createStatement()) {
            version = version(statement);
            if (version > to) {
                throw newer();
            }
            if (version == 0) {
                version = recognized(Definitions.in(statement));
                if (version > 0) {
                    statement.executeUpdate(MARK);
                    statement.executeUpdate("PRAGMA user_version = " + version);
                }
            }
            for (int i = version; i < to; i++) {
                statement.executeUpdate(MIGRATIONS[i]);
                statement.executeUpdate("PRAGMA user_version = " + (i + 1));
            }
            database.commit();
        }
        database.setAutoCommit(true);
        if (version > 0 && version < to) {
            compact(database);
        }
    }

    /** Older versions left deleted rows in the file, where a repair would find them. */
    private static void compact(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("VACUUM");
        }
    }

    /**
     * Reads everything, and says whether it is as it was written. What others have added to the file does not count.
     *
     * @throws SQLException it cannot be read, perhaps because it is damaged; or a newer version of this program wrote it
     */
    public static boolean isWhole(Connection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            Definitions found = Definitions.in(statement);
            int version = version(statement);
            if (version > VERSION && !isCurrent(found)) {
                throw newer();
            }
            if (version == 0) {
                version = found.isEmpty() ? 0 : recognized(found);
                if (version == 0 && !found.isEmpty()) {
                    return false;
                }
            }
            if (version < 0 || version > VERSION || !found.include(ofVersion(version))) {
                return false;
            }
            if (!"ok".equals(text(statement, "PRAGMA integrity_check(1)"))) {
                return false;
            }
            for (String damaged : version < VERSION ? new String[0] : DAMAGED_ROWS) {
                if (text(statement, damaged + " LIMIT 1") != null) {
                    return false;
                }
            }
            return true;
        }
    }

    private static SQLException newer() {
        return new SQLException("it was written by a newer version of this program");
    }

    /** Whether a file has these definitions and no others in the newest version. */
    public static boolean isCurrent(Definitions found) throws SQLException {
        return found.equal(ofVersion(VERSION));
    }

    /** The version of a file that has lost its number, as it does in a dump; 0 if it is none of ours. */
    private static int recognized(Definitions found) throws SQLException {
        int version = found.isEmpty() ? 0 : VERSION;
        while (version > 0 && !found.include(ofVersion(version))) {
            version--;
        }
        return version;
    }

    private static Definitions ofVersion(int version) throws SQLException {
        try (Connection example = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = example.createStatement()) {
            RowChecksum.define(example);
            migrate(example, version);
            return Definitions.in(statement);
        }
    }

    private static int version(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.getInt(1);
        }
    }

    /** The first value of the first row, or null if there is none. */
    private static @Nullable String text(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
