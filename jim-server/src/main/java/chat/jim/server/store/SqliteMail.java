package chat.jim.server.store;

import chat.jim.protocol.Address;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The messages that wait, in an SQLite file. */
final class SqliteMail implements MailStore {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteMail.class);

    private final Database writing;
    private final Database reading;

    /** A row as it was read; the message is null if it is damaged. */
    private record Row(long id, @Nullable Frame message) {}

    SqliteMail(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public CompletableFuture<Long> add(Address account, Frame message, int most) {
        byte[] object = Arrays.copyOfRange(message.array(), message.offset(), message.offset() + message.length());
        return writing.submit("""
                INSERT INTO message (account, object, checksum)
                SELECT key, ?2, ?3 FROM account
                WHERE key = ?1 AND (SELECT count(*) FROM message WHERE account = ?1) < ?4""", account.key(), object, checksum(object), most);
    }

    @Override
    public List<Kept> read(Address account, long after, int most) {
        List<Row> rows = reading.query(
                "SELECT id, object, checksum FROM message WHERE account = ? AND id > ? ORDER BY id LIMIT ?",
                row -> new Row(row.getLong(1), message(row.getBytes(2), row.getLong(3))),
                account.key(),
                after,
                most);
        List<Kept> kept = new ArrayList<>();
        for (Row row : rows) {
            if (row.message() == null) {
                LOG.warn("A message kept for {} is damaged, and dropped", account);
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

    /** The message, or null if it is not what was once written. */
    private static @Nullable Frame message(byte[] object, long checksum) {
        try {
            return checksum(object) == checksum ? Frame.of(object) : null;
        } catch (FrameException e) {
            return null;
        }
    }

    private static long checksum(byte[] object) {
        CRC32C checksum = new CRC32C();
        checksum.update(object);
        return checksum.getValue();
    }
}
