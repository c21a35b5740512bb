package chat.jim.server.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sql.RowChecksum;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions in a file from when there was one for each name. */
class SessionMigrationTest {
    private static final int ONE_FOR_EACH_NAME = 6;

    @TempDir
    private Path folder;

    @Test
    void one_that_an_older_version_has_kept_can_be_resumed() throws Exception {
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"))) {
            RowChecksum.define(old);
            Schema.migrate(old, ONE_FOR_EACH_NAME);
            try (Statement statement = old.createStatement()) {
                statement.executeUpdate("INSERT INTO session (name, token, ended) VALUES ('bob', x'0102', 1000)");
            }
        }

        try (Store store = Repair.openStore(folder, report -> {})) {
            assertThat(Store.await(store.sessions().remove(Address.account("bob"), new byte[] {1, 2}, 999)))
                    .isPositive();
        }
    }
}
