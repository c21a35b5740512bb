package chat.jim.server.store.month;

import chat.jim.log.OncePerMinute;
import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.server.store.file.OpenedFile;
import chat.jim.server.store.sql.Connections;
import chat.jim.server.store.sql.RowChecksum;
import chat.jim.server.store.sql.Statements;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the messages of one month. For one thread, see {@link Statements}. */
public final class MonthReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MonthReader.class);
    private static final OncePerMinute DAMAGED = new OncePerMinute();

    /** A tag that no message has. */
    private static final String NOTHING = "p0";

    private static final String COLUMNS = """
            SELECT message.id, message.object, message.checksum, place.id, place.name, place.checksum,
                sender.id, sender.key, sender.name, sender.account, sender.checksum FROM\s""";

    /** A cross join keeps SQLite from beginning with another table. */
    private static final String NAMES =
            " CROSS JOIN place ON place.id = message.place CROSS JOIN sender ON sender.id = message.sender ";

    private static final String RANGE =
            "message WHERE place = (SELECT id FROM place WHERE name = ?1) AND id > ?2 AND id < ?3";

    private static final String IN_RANGE = COLUMNS + "(SELECT * FROM " + RANGE;
    private static final String BY_WORDS = COLUMNS + "word CROSS JOIN message ON message.id = word.rowid" + NAMES
            + "WHERE word MATCH ?1 AND word.rowid ";

    private final Statements statements;

    private final OpenedFile file;

    private MonthReader(OpenedFile file, Connection connection) {
        this.file = file;
        statements = new Statements(connection);
    }

    /** Opens a file; null if it is missing, or there is nothing in it yet. */
    public static @Nullable MonthReader open(Path file) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            OpenedFile opened = new OpenedFile(file);
            Connection connection = MonthTables.openToRead(file);
            return connection == null ? null : new MonthReader(opened, connection);
        } catch (SQLException | IOException e) {
            throw Connections.cannotBeOpened(file, e);
        }
    }

    /** Whether its file is still where it was opened. */
    public boolean isInPlace() {
        return file.isInPlace();
    }

    /** See {@link chat.jim.server.store.HistoryStore#newest()}. */
    public long newest() {
        return number("SELECT max(id) FROM message");
    }

    /** See {@link chat.jim.server.store.HistoryStore#newest(String)}. */
    public long newest(String place) {
        return number("SELECT max(id) FROM message WHERE place = (SELECT id FROM place WHERE name = ?)", place);
    }

    /** The first ones in a range, in the order of their ids. */
    public List<Entry> first(Range range, int most) {
        return entries(
                IN_RANGE + " ORDER BY id LIMIT ?4) AS message" + NAMES + "ORDER BY message.id",
                range.place(),
                range.after(),
                range.before(),
                most);
    }

    /** The last ones in a range, the last one first. */
    public List<Entry> last(Range range, int most) {
        return entries(
                IN_RANGE + " ORDER BY id DESC LIMIT ?4) AS message" + NAMES + "ORDER BY message.id DESC",
                range.place(),
                range.after(),
                range.before(),
                most);
    }

    /** How many are in a range, if that are not more. */
    public int count(Range range, int most) {
        return (int) number(
                "SELECT count(*) FROM (SELECT 1 FROM " + RANGE + " LIMIT ?4)",
                range.place(),
                range.after(),
                range.before(),
                most);
    }

    /** The message with that id, if there is one. */
    public List<Entry> find(long id) {
        return entries(COLUMNS + "message" + NAMES + "WHERE message.id = ?", id);
    }

    /**
     * What is found, the last one first.
     *
     * @param words see {@link SearchWords}
     */
    public List<Entry> search(Query query, String words, int most) {
        String places = tags('p', "SELECT id FROM place WHERE name = ?", query.places());
        String expression = "text : (" + words + ") AND tags : (" + places + ")";
        Address sender = query.sender();
        if (sender != null) {
            String senders = tags('s', "SELECT id FROM sender WHERE key = ?", List.of(sender.key()));
            expression += " AND tags : (" + senders + ")";
        }
        return entries(BY_WORDS + "< ?2 ORDER BY word.rowid DESC LIMIT ?3", expression, query.before(), most);
    }

    /** The first ones of an account with greater ids, in the order of their ids. */
    public List<Entry> of(AccountKey account, long after, int most) {
        String senders = tags('s', "SELECT id FROM sender WHERE account = ?", List.of(account.id()));
        return entries(BY_WORDS + "> ?2 ORDER BY word.rowid LIMIT ?3", "tags : (" + senders + ")", after, most);
    }

    /** The tags of those rows, any of which may be there. */
    private String tags(char kind, String sql, Collection<String> values) {
        List<Long> rows = run(() -> {
            List<Long> found = new ArrayList<>();
            for (String value : values) {
                found.addAll(statements.query(sql, row -> row.getLong(1), value));
            }
            return found;
        });
        return rows.isEmpty()
                ? NOTHING
                : rows.stream().map(row -> kind + String.valueOf(row)).collect(Collectors.joining(" OR "));
    }

    /** The places of which something is there. */
    public List<String> places() {
        return run(() -> statements.query(
                "SELECT name FROM place WHERE EXISTS (SELECT 1 FROM message WHERE place = place.id)",
                row -> row.getString(1)));
    }

    private List<Entry> entries(String sql, Object... values) {
        return run(() -> statements.query(sql, MonthReader::entry, values)).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private long number(String sql, Object... values) {
        return run(() -> statements.number(sql, values));
    }

    private <T> T run(Statements.Work<T> work) {
        return statements.run(file + " cannot be read", work);
    }

    /** The message of a row; nothing if it is damaged. */
    private static Optional<Entry> entry(ResultSet row) throws SQLException {
        long id = row.getLong(1);
        byte[] object = row.getBytes(2);
        String place = row.getString(5);
        String key = row.getString(8);
        String name = row.getString(9);
        String account = row.getString(10);
        boolean whole = row.getLong(3) == RowChecksum.of(id, row.getLong(4), row.getLong(7), object)
                && row.getLong(6) == RowChecksum.of(row.getLong(4), place)
                && row.getLong(11) == RowChecksum.of(row.getLong(7), key, name, account);
        if (!whole) {
            if (DAMAGED.isDue()) {
                LOG.warn("A damaged message in the history is left out");
            }
            return Optional.empty();
        }
        Address sender = Address.stored(name, key);
        AccountKey owner = account.isEmpty() ? null : new AccountKey(sender, account);
        return Optional.of(new Entry(id, place, sender, owner, frame(object)));
    }

    private static Frame frame(byte[] object) {
        try {
            return Frame.of(object);
        } catch (FrameException e) {
            return Frame.ofAnyLength(object); // it was made here
        }
    }

    @Override
    public void close() throws SQLException {
        statements.close();
    }
}
