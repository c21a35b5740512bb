package chat.jim.server.store.repair;

import chat.jim.server.store.repair.SalvagedRows.Table;
import chat.jim.server.store.sql.Statements;
import java.sql.SQLException;
import java.util.List;

/**
 * What a damaged file knows of rooms and of who may do what: in doubt nobody gets rights by a repair, and nobody who was
 * banned or muted gets rid of that.
 */
final class SalvagedRooms {
    /** Finds sanctions whose subject is no address, but the id of an account that is not there. */
    private static final String OF_NO_ACCOUNT =
            "length(subject) = 32 AND subject NOT GLOB '*[^0-9a-f]*' AND subject NOT IN (SELECT id FROM account)";

    /**
     * To be executed when all rows are taken, and all accounts are there. A lost room in which somebody had a role is private
     * from now on, so that nobody else can take it; a sanction follows its account, which has a new id if it was damaged.
     */
    static final String COMPLETION = """
        INSERT OR IGNORE INTO room (key, name, topic, owned, private, moderated, keeps, checksum)
            SELECT key, key, '', owned, owned, 0, 0, 0
            FROM (SELECT key, key IN (SELECT room FROM room_member) AS owned FROM known_room);
        UPDATE OR REPLACE sanction SET subject = (SELECT id FROM account WHERE account.key = sanction.key)
            WHERE key IN (SELECT key FROM account WHERE password = '') AND %1$s;
        DELETE FROM sanction WHERE room NOT IN (SELECT key FROM room) OR %1$s;
        DELETE FROM room_member WHERE account NOT IN (SELECT id FROM account);
        DELETE FROM profile WHERE account NOT IN (SELECT id FROM account);
        UPDATE room SET checksum = row_checksum(key, name, topic, owned, private, moderated, keeps);
        UPDATE sanction SET checksum = row_checksum(room, ban, subject, key, name, until, reason);
        UPDATE profile SET checksum = row_checksum(account, key, operator, hidden, seen)
        """.formatted(OF_NO_ACCOUNT);

    private final Statements to;

    SalvagedRooms(Statements to) {
        this.to = to;
    }

    /** Those that a file has about rooms and rights. */
    List<Table> tables() {
        return List.of(
                new Table("key", this::takeRoom, """
                        key, name, topic, owned, private, moderated, keeps,
                        checksum = row_checksum(key, name, topic, owned, private, moderated, keeps) FROM room""", """
                        key, name, '', 0, 0, 0, 1, checksum = row_checksum(key, name) FROM kept_room"""),
                new Table("room, account", this::takeMember, """
                        room, account, key, role, since, invited_by,
                        checksum = row_checksum(room, account, key, role, since, invited_by) FROM room_member"""),
                new Table("room, ban, subject", this::takeSanction, """
                        room, ban, subject, key, name, until, reason,
                        checksum = row_checksum(room, ban, subject, key, name, until, reason) FROM sanction"""),
                new Table("account", this::takeProfile, """
                        account, key, operator, hidden, seen,
                        checksum = row_checksum(account, key, operator, hidden, seen) FROM profile"""));
    }

    /** Of two that differ, what is stricter. */
    void takeRoom(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO room (key, name, topic, owned, private, moderated, keeps, checksum)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET owned = max(owned, excluded.owned),
                    private = max(private, excluded.private), moderated = max(moderated, excluded.moderated),
                    keeps = min(keeps, excluded.keeps)""", row);
        }
    }

    /** Of two that differ, the one with which one may do less. */
    void takeMember(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO room_member (room, account, key, role, since, invited_by, checksum)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, row_checksum(?1, ?2, ?3, ?4, ?5, ?6))
                    ON CONFLICT DO UPDATE SET role = excluded.role,
                    since = excluded.since, invited_by = excluded.invited_by, checksum = excluded.checksum
                    WHERE instr('member voice moderator owner', excluded.role)
                    < instr('member voice moderator owner', role)""", row);
            noteRoom(row[0]);
        }
    }

    /** Of two that differ, the longer one. */
    void takeSanction(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO sanction (room, ban, subject, key, name, until, reason, checksum)
                    VALUES (?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET until = excluded.until,
                    reason = excluded.reason WHERE excluded.until > until""", row);
            noteRoom(row[0]);
        }
    }

    /** Of two that differ, the one that is no operator, and what is hidden stays so. */
    void takeProfile(boolean whole, Object... row) throws SQLException {
        if (whole) {
            to.change("""
                    INSERT INTO profile (account, key, operator, hidden, seen, checksum)
                    VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO UPDATE SET operator = min(operator, excluded.operator),
                    hidden = max(hidden, excluded.hidden), seen = max(seen, excluded.seen)""", row);
        }
    }

    private void noteRoom(Object key) throws SQLException {
        to.change("INSERT OR IGNORE INTO known_room (key) VALUES (?)", key);
    }
}
