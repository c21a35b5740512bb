package chat.jim.server.store.month;

import chat.jim.codec.Codec;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action.Msg;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.file.OpenedFile;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.RowChecksum;
import chat.jim.server.store.sql.Statements;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Changes the messages of one month. For one thread, see {@link Statements}. */
public final class MonthWriter implements AutoCloseable {
    /** So many places and senders are known without asking for them. */
    private static final int MOST_KNOWN = 20_000;

    private static final int PAGES_IN_STEP = 16;

    private final Statements statements;
    private final OpenedFile file;

    /** The numbers of places and senders in this file. */
    private final Map<Object, Long> known = new HashMap<>();

    private record SenderRow(String key, String name, String account) {}

    private record Place(long id, String name) {}

    private MonthWriter(Connection connection, OpenedFile file) {
        statements = new Statements(connection);
        this.file = file;
    }

    /** Opens a file, which must exist, and makes its tables if it has none. */
    public static MonthWriter open(Path file) {
        try {
            return new MonthWriter(MonthTables.openToWrite(file), new OpenedFile(file));
        } catch (SQLException | IOException e) {
            throw Connections.cannotBeOpened(file, e);
        }
    }

    /** Adds messages, all or none, but for those that are there already. */
    public void add(List<Entry> entries) {
        if (!file.isInPlace()) {
            throw new StoreException(
                    Reason.MISPLACED, file + " was moved, replaced or deleted while it was open", null);
        }
        transact(() -> {
            for (Entry entry : entries) {
                add(entry);
            }
            return entries.size();
        });
    }

    private void add(Entry entry) throws SQLException {
        long place = place(entry.place());
        AccountKey account = entry.account();
        long sender = sender(
                new SenderRow(entry.sender().key(), entry.sender().toString(), account == null ? "" : account.id()));
        byte[] object = entry.message().array();
        int added = statements.change(
                "INSERT INTO message (id, place, sender, object, checksum) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                entry.id(),
                place,
                sender,
                object,
                RowChecksum.of(entry.id(), place, sender, object));
        if (added == 0) {
            return; // a copy that has come twice
        }
        statements.change(
                "INSERT INTO word (rowid, text, tags) VALUES (?, ?, ?)",
                entry.id(),
                SearchWords.indexed(text(entry.message())),
                "p" + place + " s" + sender);
    }

    private static String text(Frame message) {
        try {
            return Codec.decode(message) instanceof Msg msg ? msg.message() : "";
        } catch (ProtocolException e) {
            return "";
        }
    }

    private long place(String name) throws SQLException {
        Long number = known.get(name);
        if (number == null) {
            number = statements.number("SELECT id FROM place WHERE name = ?", name);
            if (number == 0) {
                number = 1 + statements.number("SELECT max(id) FROM place");
                statements.change(
                        "INSERT INTO place (id, name, checksum) VALUES (?, ?, ?)",
                        number,
                        name,
                        RowChecksum.of(number, name));
            }
            remember(name, number);
        }
        return number;
    }

    private long sender(SenderRow sender) throws SQLException {
        Long number = known.get(sender);
        if (number == null) {
            number = statements.number(
                    "SELECT id FROM sender WHERE key = ? AND account = ? AND name = ?",
                    sender.key(),
                    sender.account(),
                    sender.name());
            if (number == 0) {
                number = 1 + statements.number("SELECT max(id) FROM sender");
                statements.change(
                        "INSERT INTO sender (id, key, name, account, checksum) VALUES (?, ?, ?, ?, ?)",
                        number,
                        sender.key(),
                        sender.name(),
                        sender.account(),
                        RowChecksum.of(number, sender.key(), sender.name(), sender.account()));
            }
            remember(sender, number);
        }
        return number;
    }

    private void remember(Object row, long number) {
        if (known.size() >= MOST_KNOWN) {
            known.clear();
        }
        known.put(row, number);
    }

    /** Forgets a message; false if it is not there. */
    public boolean forget(long id) {
        return transact(() -> remove(List.of(id))) > 0;
    }

    /** Forgets the first messages of an account with greater ids, and returns their ids, which ascend. */
    public List<Long> forget(AccountKey account, long after, int most) {
        return transact(() -> {
            String senders = statements
                    .query("SELECT id FROM sender WHERE account = ?", row -> "s" + row.getLong(1), account.id())
                    .stream()
                    .collect(Collectors.joining(" OR "));
            if (senders.isEmpty()) {
                return List.of();
            }
            List<Long> ids = statements.query(
                    "SELECT rowid FROM word WHERE word MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?",
                    row -> row.getLong(1),
                    "tags : (" + senders + ")",
                    after,
                    most);
            remove(ids);
            if (ids.size() < most) {
                known.clear();
                statements.change("DELETE FROM sender WHERE account = ?", account.id());
            }
            return ids;
        });
    }

    /** Forgets the first messages that are too old, and returns how many. */
    public int prune(ToLongFunction<String> oldest, int most) {
        return transact(() -> {
            int removed = 0;
            for (Place place : places()) {
                removed += remove(statements.query(
                        "SELECT id FROM message WHERE place = ? AND id < ? ORDER BY id LIMIT ?",
                        row -> row.getLong(1),
                        place.id(),
                        oldest.applyAsLong(place.name()),
                        most - removed));
            }
            if (removed < most) {
                known.clear();
                statements.change("DELETE FROM place WHERE NOT EXISTS (SELECT 1 FROM message WHERE place = place.id)");
            }
            return removed;
        });
    }

    /** Forgets the first messages, and returns how many. */
    public int forgetFirst(int most) {
        return transact(() ->
                remove(statements.query("SELECT id FROM message ORDER BY id LIMIT ?", row -> row.getLong(1), most)));
    }

    /** How many bytes of the file are in use: the others can be given back. */
    public long bytes() {
        return run(() -> DatabaseFile.PAGE_BYTES
                * (statements.number("PRAGMA page_count") - statements.number("PRAGMA freelist_count")));
    }

    /** Whether all messages are too old. */
    public boolean isOld(ToLongFunction<String> oldest) {
        return run(() -> {
            for (Place place : places()) {
                long newest = statements.number("SELECT max(id) FROM message WHERE place = ?", place.id());
                if (newest >= oldest.applyAsLong(place.name())) {
                    return false;
                }
            }
            return true;
        });
    }

    private List<Place> places() throws SQLException {
        return statements.query("SELECT id, name FROM place", row -> new Place(row.getLong(1), row.getString(2)));
    }

    private int remove(List<Long> ids) throws SQLException {
        int removed = 0;
        for (long id : ids) {
            removed += statements.change("DELETE FROM message WHERE id = ?", id);
            statements.change("DELETE FROM word WHERE rowid = ?", id);
        }
        return removed;
    }

    /**
     * Takes a step in removing forgotten words from the index, which otherwise hides them only; false if it was the last one.
     *
     * @param begin whether it is the first step
     */
    public boolean purge(boolean begin) {
        return transact(() -> {
            long before = statements.number("SELECT total_changes()");
            statements.change(
                    "INSERT INTO word (word, rank) VALUES ('merge', ?)", begin ? -PAGES_IN_STEP : PAGES_IN_STEP);
            return statements.number("SELECT total_changes()") - before >= 2;
        });
    }

    /** Takes a step in making the file shorter; false if it was the last one. */
    public boolean giveBack() {
        return run(() -> {
            statements.executeAll("PRAGMA incremental_vacuum(" + PAGES_IN_STEP + ")");
            return statements.number("PRAGMA freelist_count") > 0;
        });
    }

    private <T> T transact(Statements.Work<T> work) {
        try {
            return run(() -> statements.transact(work));
        } catch (RuntimeException e) {
            known.clear(); // some may not be there after all
            throw e;
        }
    }

    private <T> T run(Statements.Work<T> work) {
        return statements.run(file + " cannot be changed", work);
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
