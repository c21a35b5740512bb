package chat.jim.server.store.sqlite;

import chat.jim.server.store.AddressBans;
import java.util.List;

/** The addresses that are banned, in an SQLite database. */
final class SqliteAddressBans implements AddressBans {
    private final Database writing;
    private final Database reading;

    SqliteAddressBans(Database writing, Database reading) {
        this.writing = writing;
        this.reading = reading;
    }

    @Override
    public List<Ban> all() {
        return reading.query(
                "SELECT network, until, reason FROM address_ban",
                row -> new Ban(row.getString(1), row.getLong(2), row.getString(3)));
    }

    @Override
    public void put(Ban ban) {
        writing.change(
                "INSERT OR REPLACE INTO address_ban (network, until, reason, checksum)"
                        + " VALUES (?1, ?2, ?3, row_checksum(?1, ?2, ?3))",
                ban.network(),
                ban.until(),
                ban.reason());
    }

    @Override
    public void remove(String network) {
        writing.change("DELETE FROM address_ban WHERE network = ?", network);
    }
}
