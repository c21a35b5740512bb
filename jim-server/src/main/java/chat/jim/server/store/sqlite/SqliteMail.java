package chat.jim.server.store.sqlite;

import chat.jim.protocol.Address;
import chat.jim.server.store.MailStore;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages that wait, in an SQLite file. */
final class SqliteMail implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteMail.class);

    private static final String INSERT = """
            INSERT INTO message (id, account, object, checksum)
            SELECT next, key, ?2, row_checksum(next, key, ?2)
            FROM account, (SELECT coalesce(max(seq), 0) + 1 AS next FROM sqlite_sequence WHERE name = 'message')
            WHERE key = ?1""";

    /** Counts those that wait, which takes the longer the more they are. */
    private static final String INSERT_BELOW = INSERT + " AND (SELECT count(*) FROM message WHERE account = ?1) < ?3";

    private final Database writing;
    private final Database reading;

    /** A row as it was read. The message is null if the row is damaged. */
    private record Row(long id, @Nullable Frame message) {}

    SqliteMail(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public CompletableFuture<Long> add(Address account, Frame message, int most) {
        byte[] object = message.copy().array();
        return most == Integer.MAX_VALUE
                ? writing.submit(INSERT, account.key(), object)
                : writing.submit(INSERT_BELOW, account.key(), object, most);
    }

    @Override
    public List<Kept> read(Address account, long after, int most) {
        List<Row> rows = reading.query(
                """
                SELECT id, object, checksum = row_checksum(id, account, object) FROM message
                WHERE account = ? AND id > ? ORDER BY id LIMIT ?""",
                row -> new Row(row.getLong(1), row.getBoolean(3) ? message(row.getBytes(2)) : null),
                account.key(),
                after,
                most);
        List<Kept> kept = new ArrayList<>();
        for (Row row : rows) {
            if (row.message() == null) {
                LOG.warn("Dropping a damaged message for {}", account);
            } else {
                kept.add(new Kept(row.id(), row.message()));
            }
        }
        boolean onlyDamaged = kept.isEmpty() && !rows.isEmpty();
        return onlyDamaged ? read(account, rows.get(rows.size() - 1).id(), most) : kept;
    }

    @Override
    public CompletableFuture<?> remove(Address account, long last) {
        return writing.submit("DELETE FROM message WHERE account = ? AND id <= ?", account.key(), last);
    }

    /** The message, or null if the bytes are no object. */
    private static @Nullable Frame message(byte[] object) {
        try {
            return Frame.of(object);
        } catch (FrameException e) {
            return null;
        }
    }
}
