package chat.jim.server.store.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.Role;
import chat.jim.server.TestServer;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.repair.RepairReport;
import chat.jim.server.store.sql.RowChecksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files from when rooms belonged to nobody. */
class RoomMigrationTest {
    private static final int WITH_KEPT_ROOMS = 7;
    private static final Address ALICE = Address.account("alice");
    private static final Address TEA = Address.room("#Tea");
    private static final String KEPT =
            "INSERT INTO kept_room (key, name, checksum) VALUES ('#tea', '#Tea', row_checksum('#tea', '#Tea'))";

    private static final String ACCOUNT = "INSERT INTO account (key, name, password) VALUES ('alice', 'alice', 'hash')";

    @TempDir
    private Path folder;

    @Test
    void rooms_that_were_kept_are_kept_and_belong_to_nobody() throws Exception {
        makeOld(WITH_KEPT_ROOMS, KEPT, "INSERT INTO kept_room (key, name, checksum) VALUES ('#mocca', '#Mokka', 5)");

        try (Store store = open(new ArrayList<>())) {
            assertThat(store.rooms().rooms()).containsExactly(Kept.made(TEA, false));
            assertThat(store.rooms().rooms().get(0).name()).hasToString("#Tea");
        }
    }

    @Test
    void rooms_of_a_damaged_file_are_kept() throws Exception {
        makeOld(WITH_KEPT_ROOMS, KEPT, ACCOUNT, "INSERT INTO kept_room VALUES ('#mocca', '#Mokka', 5)");
        Path file = folder.resolve("jim.db");
        String bytes = Files.readString(file, ISO_8859_1);
        Files.writeString(file, bytes.replace("CREATE TABLE wish", "CREATE TABLE fish"), ISO_8859_1);
        List<RepairReport> reports = new ArrayList<>();

        try (Store store = open(reports)) {
            assertThat(reports).hasSize(1);
            assertThat(store.rooms().rooms()).containsExactly(Kept.made(TEA, false));
        }
        try (Store store = open(reports)) {
            assertThat(reports).hasSize(1);
            assertThat(store.rooms().rooms()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, WITH_KEPT_ROOMS})
    void an_account_of_an_older_version_can_own_a_room_and_be_an_operator(int version) throws Exception {
        makeOld(version, ACCOUNT);

        try (Store store = open(new ArrayList<>())) {
            store.accounts().setBlocked(ALICE, false);
            AccountKey alice = TestServer.key(store, ALICE);
            Member owner = new Member(TEA, alice, Role.OWNER, 1, "");
            Store.await(store.rooms().put(Kept.made(TEA, true)));
            Store.await(store.rooms().put(owner));
            store.profiles().setOperator(ALICE, true);

            assertThat(store.rooms().members()).containsExactly(owner);
            assertThat(store.profiles().operators()).containsExactly(alice);
            store.accounts().remove(ALICE);
            assertThat(store.rooms().members()).isEmpty();
            assertThat(store.profiles().operators()).isEmpty();
        }
    }

    private void makeOld(int version, String... rows) throws Exception {
        try (Connection old = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"))) {
            RowChecksum.define(old);
            Schema.migrate(old, version);
            try (Statement statement = old.createStatement()) {
                for (String row : rows) {
                    statement.executeUpdate(row);
                }
            }
        }
    }

    private Store open(List<RepairReport> reports) throws IOException {
        return Repair.openStore(folder, reports::add);
    }
}
