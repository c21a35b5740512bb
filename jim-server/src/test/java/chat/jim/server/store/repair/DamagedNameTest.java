package chat.jim.server.store.repair;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.file.DatabaseFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedNameTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_no_name_is_told_as_damage() throws Exception {
        try (Store store = Repair.openStore(folder, report -> {})) {
            store.accounts().add(Address.account("anna"), "hash");
            try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + DatabaseFile.in(folder));
                    Statement change = file.createStatement()) {
                change.executeUpdate("UPDATE account SET name = 'no name'");
            }

            assertThatThrownBy(() -> store.accounts().list())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged");
            assertThatThrownBy(() -> store.accounts().find(Address.account("anna")))
                    .isInstanceOf(StoreException.class);
        }
    }
}
