package chat.jim.server.store.sqlite;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.wire.CompactForm;
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

    /** The sender of all guests' messages: no account is called so. */
    private static final String GUESTS = "#";

    /**
     * Those that wait for an account are numbered, without gaps, and so are those of each sender among them. They are removed
     * from the oldest on, so the first and the last tell how many there are, however many that is.
     */
    private static final String INSERT = """
            WITH letter AS MATERIALIZED (
                SELECT key AS account,
                    (SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'message') AS id,
                    1 + coalesce((SELECT nth FROM message WHERE account = ?1 ORDER BY id DESC LIMIT 1), 0) AS nth,
                    1 + coalesce((SELECT max(nth_of_sender) FROM message WHERE sender = ?3 AND account = ?1), 0)
                        AS nth_of_sender
                FROM account WHERE key = ?1 AND account.id = ?4)
            INSERT INTO message (id, account, object, sender, nth, nth_of_sender, checksum)
            SELECT id, account, ?2, ?3, nth, nth_of_sender, row_checksum(id, account, ?2, ?3, nth, nth_of_sender)
            FROM letter""";

    private static final String INSERT_BELOW = INSERT + """
             WHERE nth - coalesce((SELECT nth FROM message WHERE account = ?1 ORDER BY id LIMIT 1), nth) < ?5
            AND nth_of_sender - coalesce(
                (SELECT min(nth_of_sender) FROM message WHERE sender = ?3 AND account = ?1), nth_of_sender) < ?6""";

    private static final String COUNT = """
            SELECT 1 + (SELECT nth FROM message WHERE account = ?1 ORDER BY id DESC LIMIT 1)
                     - (SELECT nth FROM message WHERE account = ?1 ORDER BY id LIMIT 1),
                1 + (SELECT max(nth_of_sender) FROM message WHERE sender = ?2 AND account = ?1)
                  - (SELECT min(nth_of_sender) FROM message WHERE sender = ?2 AND account = ?1)""";

    /** Whether there is still the account of that key and that id, and not another one that has got its name. */
    private static final String EXISTS = "EXISTS (SELECT 1 FROM account AS one WHERE one.key = ?1 AND one.id = ?2)";

    private final Database writing;
    private final Database reading;

    /** A row as it was read. The message is null if the row is damaged. */
    private record Row(long id, @Nullable Frame message) {}

    SqliteMail(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public CompletableFuture<Long> add(AccountKey account, Letter letter, Count most) {
        byte[] object = CompactForm.of(letter.message());
        String key = account.name().key();
        String sender = id(letter.sender());
        return most.equals(Count.UNLIMITED)
                ? writing.submit(INSERT, key, object, sender, account.id())
                : writing.submit(INSERT_BELOW, key, object, sender, account.id(), most.all(), most.ofSender());
    }

    private static String id(@Nullable AccountKey sender) {
        return sender == null ? GUESTS : sender.id();
    }

    @Override
    public Count count(AccountKey account, @Nullable AccountKey sender) {
        return reading.query(
                        COUNT,
                        row -> new Count(row.getInt(1), row.getInt(2)),
                        account.name().key(),
                        id(sender))
                .get(0);
    }

    @Override
    public Page read(AccountKey account, Place behind, int most) {
        List<Row> rows = reading.query(
                """
                SELECT id, object, checksum = row_checksum(id, account, object, sender, nth, nth_of_sender)
                FROM message WHERE account = ?1 AND id > ?3 AND\s""" + EXISTS + " ORDER BY id LIMIT ?4",
                row -> new Row(row.getLong(1), row.getBoolean(3) ? message(row.getBytes(2)) : null),
                account.name().key(),
                account.id(),
                behind.id(),
                most);
        List<Kept> kept = new ArrayList<>();
        for (Row row : rows) {
            if (row.message() == null) {
                LOG.warn("Dropping a damaged message for {}", account);
            } else {
                kept.add(new Kept(new Place(row.id(), row.id()), row.message(), null));
            }
        }
        long last = rows.isEmpty() ? behind.id() : rows.get(rows.size() - 1).id();
        boolean onlyDamaged = kept.isEmpty() && !rows.isEmpty();
        return onlyDamaged ? read(account, new Place(last, last), most) : new Page(kept, last);
    }

    @Override
    public CompletableFuture<?> remove(AccountKey account, long last) {
        return writing.submit(
                "DELETE FROM message WHERE account = ?1 AND id <= ?3 AND " + EXISTS,
                account.name().key(),
                account.id(),
                last);
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
