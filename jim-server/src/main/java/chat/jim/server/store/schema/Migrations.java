package chat.jim.server.store.schema;

import java.util.List;

/** The tables of a store, as each version of this program has added to them. */
final class Migrations {
    /**
     * Each migrates a file from version n to n + 1. Only append to this: files of all versions exist. Each changes what is
     * defined, since an older program knows a newer version from a damaged number by that.
     */
    static final List<String> ALL = List.of(
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
        """,
            """
        CREATE TABLE message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            account TEXT NOT NULL REFERENCES account ON DELETE CASCADE,
            object BLOB NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX message_by_account ON message (account);
        """,
            """
        PRAGMA application_id = 0x4a494d31;
        ALTER TABLE account ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE contact ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
        UPDATE account SET checksum = row_checksum(key, name, password, blocked);
        UPDATE contact SET checksum = row_checksum(owner, contact);
        UPDATE message SET checksum = row_checksum(id, account, object);
        -- A second copy of each name, in another page: that of a damaged account is not given to somebody else.
        CREATE INDEX account_by_name ON account (name, blocked);
        """,
            """
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
        """,
            """
        -- Tells an account from another one that gets its name later.
        ALTER TABLE account ADD COLUMN id TEXT NOT NULL DEFAULT '';
        UPDATE account SET id = lower(hex(randomblob(16)));
        UPDATE account SET checksum = row_checksum(key, name, password, blocked, id);
        """,
            """
        -- Who sent it, '' if that is not known; and its number among those to its account, and among those of its sender.
        ALTER TABLE message ADD COLUMN sender TEXT NOT NULL DEFAULT '';
        ALTER TABLE message ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE message ADD COLUMN nth_of_sender INTEGER NOT NULL DEFAULT 0;
        CREATE INDEX message_by_sender ON message (sender, account, nth_of_sender);
        """ + Schema.numberMessages("checksum = row_checksum(id, account, object)"),
            """
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
        """,
            """
        -- The rooms that stay when they are empty: they belong to somebody, or something is kept that was said there.
        CREATE TABLE room (
            key TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            topic TEXT NOT NULL,
            owned INTEGER NOT NULL,
            private INTEGER NOT NULL,
            moderated INTEGER NOT NULL,
            keeps INTEGER NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        INSERT INTO room SELECT key, name, '', 0, 0, 0, 1, row_checksum(key, name, '', 0, 0, 0, 1) FROM kept_room
            WHERE checksum = row_checksum(key, name);
        DROP TABLE kept_room;
        -- What accounts are in them. An account stands here with its id and its key.
        CREATE TABLE room_member (
            room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
            account TEXT NOT NULL,
            key TEXT NOT NULL,
            role TEXT NOT NULL,
            since INTEGER NOT NULL,
            invited_by TEXT NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (room, account)
        ) STRICT, WITHOUT ROWID;
        -- Who may not enter, or not speak: the id of an account, or where guests come from.
        CREATE TABLE sanction (
            room TEXT NOT NULL REFERENCES room ON DELETE CASCADE,
            ban TEXT NOT NULL,
            subject TEXT NOT NULL,
            key TEXT NOT NULL,
            name TEXT NOT NULL,
            until INTEGER NOT NULL,
            reason TEXT NOT NULL,
            checksum INTEGER NOT NULL,
            PRIMARY KEY (room, ban, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE profile (
            account TEXT PRIMARY KEY,
            key TEXT NOT NULL,
            operator INTEGER NOT NULL,
            hidden INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER account_left AFTER DELETE ON account
            BEGIN
                DELETE FROM room_member WHERE account = OLD.id;
                DELETE FROM sanction WHERE subject = OLD.id;
                DELETE FROM profile WHERE account = OLD.id;
            END;
        """,
            """
        -- The addresses and networks that the operator has banned, until a UNIX second.
        CREATE TABLE address_ban (
            network TEXT PRIMARY KEY,
            until INTEGER NOT NULL,
            reason TEXT NOT NULL,
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """);

    /** Each finds the rows of a table in which a value is not as it was written. */
    static final List<String> DAMAGED_ROWS = List.of(
            "SELECT 1 FROM account WHERE checksum <> row_checksum(key, name, password, blocked, id)",
            "SELECT 1 FROM contact WHERE checksum <> row_checksum(owner, contact)",
            "SELECT 1 FROM message WHERE checksum <> row_checksum(id, account, object, sender, nth, nth_of_sender)",
            "SELECT 1 FROM mark WHERE checksum <> row_checksum(account, place, id)",
            "SELECT 1 FROM room WHERE checksum <> row_checksum(key, name, topic, owned, private, moderated, keeps)",
            "SELECT 1 FROM room_member"
                    + " WHERE checksum <> row_checksum(room, account, key, role, since, invited_by)",
            "SELECT 1 FROM sanction WHERE checksum <> row_checksum(room, ban, subject, key, name, until, reason)",
            "SELECT 1 FROM profile WHERE checksum <> row_checksum(account, key, operator, hidden, seen)",
            "SELECT 1 FROM address_ban WHERE checksum <> row_checksum(network, until, reason)",
            "SELECT 1 FROM wish WHERE checksum <> row_checksum(account, keeps_talks)");

    private Migrations() {}
}
