package chat.jim.server.store.repair;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a damaged store knows for the history survives its repair. */
class SalvagedPlacesTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("bob");
    private static final Address CAROL = Address.account("Carol");
    private static final Address TEA = Address.room("#Tea");

    @TempDir
    private Path folder;

    private AccountKey carol;

    @BeforeEach
    void fill() throws Exception {
        try (SqliteStore store = Repair.openStore(folder, report -> {})) {
            AccountKey alice = store.accounts().add(ALICE, "alices-hash").key();
            AccountKey bob = store.accounts().add(BOB, "bobs-hash").key();
            carol = store.accounts().add(CAROL, "carols-hash").key();
            store.accounts().addContact(alice, BOB, 10);
            store.accounts().setKeepsTalks(alice, true);
            store.accounts().setKeepsTalks(bob, true);
            store.accounts().setKeepsTalks(bob, false);
            store.marks().advance(alice, "#tea", 1_790_000_000_000_001L).join();
            store.marks().advance(carol, "#tea", 5).join();
            store.marks().advance(bob, "#mocca", 7).join();
            store.rooms().put(Kept.made(TEA, false)).join();
            store.accounts().remove(CAROL);
        }
    }

    @Test
    void marks_wishes_kept_rooms_and_who_is_to_be_forgotten_survive() throws Exception {
        damage("bobs-hash", "bobs-hasi");

        List<RepairReport> reports = new ArrayList<>();
        try (SqliteStore store = Repair.openStore(folder, reports::add)) {
            AccountKey alice = TestServer.key(store, ALICE);
            AccountKey bob = TestServer.key(store, BOB);

            assertThat(reports)
                    .singleElement()
                    .satisfies(report -> assertThat(report.lostContacts()).isZero());
            assertThat(store.marks().get(alice, "#tea")).isEqualTo(1_790_000_000_000_001L);
            assertThat(store.accounts().keepsTalks(alice)).isTrue();
            assertThat(store.accounts().keepsTalks(bob)).isFalse();
            assertThat(store.rooms().rooms())
                    .extracting(room -> room.name().toString())
                    .containsExactly("#Tea");
            assertThat(store.accounts().toForget()).containsExactly(carol);
        }
    }

    @Test
    void a_damaged_mark_is_no_mark() throws Exception {
        damage("#mocca", "#mokka");

        List<RepairReport> reports = new ArrayList<>();
        try (SqliteStore store = Repair.openStore(folder, reports::add)) {
            assertThat(reports).hasSize(1);
            assertThat(store.marks().get(TestServer.key(store, BOB), "#mokka")).isZero();
            assertThat(store.marks().get(TestServer.key(store, ALICE), "#tea")).isPositive();
        }
    }

    private void damage(String text, String other) throws IOException {
        Path file = folder.resolve("jim.db");
        String bytes = Files.readString(file, ISO_8859_1);
        assertThat(bytes).contains(text);
        Files.writeString(file, bytes.replace(text, other), ISO_8859_1);
    }
}
