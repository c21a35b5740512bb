package chat.jim.server.store.sqlite;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.KeptRooms;
import chat.jim.server.store.Marks;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the history needs to know of its places beside the messages, in an SQLite database. */
final class SqlitePlaces implements Marks, KeptRooms {
    private static final Logger LOG = LoggerFactory.getLogger(SqlitePlaces.class);

    private final Database writing;
    private final Database reading;

    SqlitePlaces(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public long get(AccountKey account, String place) {
        return reading
                .query(
                        "SELECT id FROM mark WHERE account = ? AND place = ?",
                        row -> row.getLong(1),
                        account.id(),
                        place)
                .stream()
                .findFirst()
                .orElse(0L);
    }

    @Override
    public CompletableFuture<?> advance(AccountKey account, String place, long id) {
        return writing.submit("""
                INSERT INTO mark (account, place, id, checksum)
                SELECT ?1, ?2, ?3, row_checksum(?1, ?2, ?3) FROM account WHERE key = ?4 AND id = ?1
                ON CONFLICT DO UPDATE SET id = excluded.id, checksum = excluded.checksum
                WHERE excluded.id > mark.id""", account.id(), place, id, account.name().key());
    }

    @Override
    public List<Address> list() {
        return reading.query(
                "SELECT name, key FROM kept_room ORDER BY key",
                row -> Address.stored(row.getString(1), row.getString(2)));
    }

    @Override
    public void add(Address room) {
        change(
                "INSERT INTO kept_room (key, name, checksum) VALUES (?1, ?2, row_checksum(?1, ?2)) ON CONFLICT DO NOTHING",
                room.key(),
                room.toString());
    }

    @Override
    public void remove(Address room) {
        change("DELETE FROM kept_room WHERE key = ?", room.key());
    }

    private void change(String sql, Object... values) {
        CompletableFuture<?> unused = writing.submit(sql, values).exceptionally(failure -> {
            LOG.warn("A room that is kept cannot be noted: {}", failure.getMessage());
            return 0L;
        });
    }
}
