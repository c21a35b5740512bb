package chat.jim.server.store.sqlite;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Marks;
import java.util.concurrent.CompletableFuture;

/** Up to where accounts have read, in an SQLite database. */
final class SqliteMarks implements Marks {
    private final Database writing;
    private final Database reading;

    SqliteMarks(Database writing, Database reading) {
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
}
