package chat.jim.server.store.repair;

import chat.jim.server.store.sql.RowChecksum;
import java.sql.SQLException;
import java.util.Arrays;

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

    private final NewFile file;

    SalvagedRooms(NewFile file) {
        this.file = file;
    }

    /** Of two that differ, what is stricter. */
    void takeRoom(Object[] values, boolean sure) throws SQLException {
        if (sure && isWhole(values)) {
            file.execute("""
                    INSERT INTO room (key, name, topic, owned, private, moderated, keeps, checksum)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET owned = max(owned, excluded.owned),
                    private = max(private, excluded.private), moderated = max(moderated, excluded.moderated),
                    keeps = min(keeps, excluded.keeps)""", values);
        }
    }

    /** One as older versions kept it, when rooms belonged to nobody. */
    void takeOlderRoom(Object[] values, boolean sure) throws SQLException {
        if (sure && isWhole(values)) {
            file.insert(
                    "INTO room (key, name, topic, owned, private, moderated, keeps, checksum)",
                    values[0],
                    values[1],
                    "",
                    0,
                    0,
                    0,
                    1,
                    0);
        }
    }

    /** Of two that differ, the one with which one may do less. */
    void takeMember(Object[] values, boolean sure) throws SQLException {
        if (sure && isWhole(values)) {
            file.execute("""
                    INSERT INTO room_member (room, account, key, role, since, invited_by, checksum)
                    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET role = excluded.role,
                    since = excluded.since, invited_by = excluded.invited_by, checksum = excluded.checksum
                    WHERE instr('member voice moderator owner', excluded.role)
                    < instr('member voice moderator owner', role)""", values);
            file.insert("INTO known_room (key)", values[0]);
        }
    }

    /** Of two that differ, the longer one; also one of which it is not sure that it was not lifted. */
    void takeSanction(Object[] values, boolean sure) throws SQLException {
        if (isWhole(values)) {
            file.execute("""
                    INSERT INTO sanction (room, ban, subject, key, name, until, reason, checksum)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET until = excluded.until,
                    reason = excluded.reason WHERE excluded.until > until""", values);
            file.note(sure, "INTO known_room (key)", values[0]);
        }
    }

    /** Of two that differ, the one that is no operator, and what is hidden stays so. */
    void takeProfile(Object[] values, boolean sure) throws SQLException {
        if (sure && isWhole(values)) {
            file.execute("""
                    INSERT INTO profile (account, key, operator, hidden, seen, checksum)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET operator = min(operator, excluded.operator),
                    hidden = max(hidden, excluded.hidden), seen = max(seen, excluded.seen)""", values);
        }
    }

    /** The last value of these rows is the checksum of all others. */
    private static boolean isWhole(Object[] values) {
        int last = values.length - 1;
        return values[last].equals(RowChecksum.of(Arrays.copyOf(values, last)));
    }
}
