package chat.jim.server.store.sqlite;

import chat.jim.server.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Fills the disk of a store. */
public final class FullDisk {
    private FullDisk() {}

    /** From now on its file cannot grow. */
    public static void of(Store store) {
        try (Statement statement = SlowDisk.connection(store, "writing").createStatement()) {
            int pages;
            try (ResultSet row = statement.executeQuery("PRAGMA page_count")) {
                pages = row.getInt(1);
            }
            statement.execute("PRAGMA max_page_count = " + pages);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
