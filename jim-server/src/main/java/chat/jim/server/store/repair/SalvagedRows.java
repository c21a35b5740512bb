package chat.jim.server.store.repair;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.sql.RowChecksum;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows that a damaged file has: each goes into the new file if it is whole, and else is noted, as far as it can be. */
final class SalvagedRows {
    /** Two accounts of one name, one of them from before a change: nobody can say which. */
    private static final String DISPUTED = """
         ON CONFLICT (key) DO UPDATE SET password = '', blocked = 1, checksum = row_checksum(key, name, '', 1, id)
        WHERE checksum <> excluded.checksum""";

    private final NewFile file;
    private final SalvagedRooms rooms;

    /** The ids for accounts that had none, by their keys: one may be found more than once. */
    private final Map<Object, String> newIds = new HashMap<>();

    SalvagedRows(NewFile file) {
        this.file = file;
        rooms = new SalvagedRooms(file);
    }

    /** What it is, its values tell: no two tables or indexes have the same kinds of values. */
    void take(PageRows.Row row, boolean sure) throws SQLException {
        Object[] values = row.values().toArray();
        String kinds = kinds(values);
        if (row.numbered()) {
            if (kinds.equals("TTBITII")) {
                takeMessage(row.id(), values, sure);
            } else if (kinds.equals("TTBI")) {
                takeOlderMessage(row.id(), values, sure);
            } else if (kinds.equals("TTTT")) {
                file.note(sure, "INTO forgotten", row.id(), values[1], values[2], values[3]);
            }
            return;
        }
        switch (kinds) {
            case "TTTIIT" -> takeAccount(values, sure);
            case "TTTII" -> takeOlderAccount(values, sure);
            case "TTTI" -> remember(values[1], values[0]);
            case "TIT" -> remember(values[0], values[2]);
            case "TTI" -> {
                if (values[0].toString().startsWith("#")) {
                    rooms.takeOlderRoom(values, sure);
                } else {
                    takeContact(values, sure);
                }
            }
            case "TTII" -> takeMark(values);
            case "TTTIIIII" -> rooms.takeRoom(values, sure);
            case "TTTTITI" -> rooms.takeMember(values, sure);
            case "TTTTTITI" -> rooms.takeSanction(values, sure);
            case "TTIIII" -> rooms.takeProfile(values, sure);
            case "TII" -> takeWish(values, sure);
            case "TT" -> file.note(sure, "INTO known_contact (contact, owner)", values);
            case "TI" -> file.note(sure, "INTO known_message (account, id)", values);
            default -> {
                // of no table of ours
            }
        }
    }

    private void takeMessage(long id, Object[] values, boolean sure) throws SQLException {
        boolean whole = values[3].equals(RowChecksum.of(id, values[1], values[2], values[4], values[5], values[6]));
        takeMessage(id, values, values[4], whole, sure);
    }

    /** One as older versions kept it: its sender is not known. */
    private void takeOlderMessage(long id, Object[] values, boolean sure) throws SQLException {
        takeMessage(id, values, "", values[3].equals(RowChecksum.of(id, values[1], values[2])), sure);
    }

    private void takeMessage(long id, Object[] values, Object sender, boolean whole, boolean sure) throws SQLException {
        if (whole) {
            file.insert("INTO message (id, account, object, sender, checksum)", id, values[1], values[2], sender, 0);
        } else {
            file.note(sure, "INTO known_message (id, account)", id, values[1]);
        }
    }

    /** One that is not sure to be there may have been blocked or removed. */
    private void takeAccount(Object[] values, boolean sure) throws SQLException {
        boolean whole = values[4].equals(RowChecksum.of(values[0], values[1], values[2], values[3], values[5]));
        if (whole && sure) {
            file.execute(
                    "INSERT INTO account (key, name, password, blocked, checksum, id) VALUES (?, ?, ?, ?, ?, ?)"
                            + DISPUTED,
                    values);
        } else {
            remember(values[1], values[0]);
        }
    }

    /** One as older versions kept it, without an id: it is given one. */
    private void takeOlderAccount(Object[] values, boolean sure) throws SQLException {
        boolean whole = values[4].equals(RowChecksum.of(values[0], values[1], values[2], values[3]));
        String id = newIds.computeIfAbsent(values[0], key -> AccountKey.randomId());
        Object[] current = Arrays.copyOf(values, values.length + 1);
        current[5] = id;
        current[4] = whole ? RowChecksum.of(values[0], values[1], values[2], values[3], id) : values[4];
        takeAccount(current, sure);
    }

    private void takeContact(Object[] values, boolean sure) throws SQLException {
        if (values[2].equals(RowChecksum.of(values[0], values[1]))) {
            file.insert("INTO contact (owner, contact, checksum)", values);
        } else {
            file.note(sure, "INTO known_contact (owner, contact)", values[0], values[1]);
        }
    }

    /** Of two, the later one. The index of the messages has rows of the same kinds. */
    private void takeMark(Object[] values) throws SQLException {
        if (values[3].equals(RowChecksum.of(values[0], values[1], values[2]))) {
            file.execute(
                    "INSERT INTO mark (account, place, id, checksum) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE"
                            + " SET id = excluded.id, checksum = excluded.checksum WHERE excluded.id > mark.id",
                    values);
        }
    }

    /** Of two that differ, the one that keeps nothing. */
    private void takeWish(Object[] values, boolean sure) throws SQLException {
        if (sure && values[2].equals(RowChecksum.of(values[0], values[1]))) {
            file.execute(
                    "INSERT INTO wish (account, keeps_talks, checksum) VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
                            + " SET keeps_talks = excluded.keeps_talks, checksum = excluded.checksum"
                            + " WHERE excluded.keeps_talks = 0",
                    values);
        }
    }

    /** That there is an account of that name; if only one of the two is whole, nobody can say which. */
    private void remember(Object name, Object key) throws SQLException {
        for (Object one : List.of(name, key)) {
            Address address = address(one.toString());
            if (address != null) {
                file.insert("INTO known_account (key, name)", address.key(), address.toString());
            }
        }
    }

    private static String kinds(Object[] values) {
        StringBuilder kinds = new StringBuilder();
        for (Object value : values) {
            kinds.append(value instanceof Long ? 'I' : value instanceof byte[] ? 'B' : 'T');
        }
        return kinds.toString();
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
