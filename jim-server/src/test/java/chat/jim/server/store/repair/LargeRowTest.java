package chat.jim.server.store.repair;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.sqlite.Database;
import chat.jim.server.store.sqlite.DatabaseOpener;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of messages larger than a page when a damaged store is repaired (EXAM.md, E41). */
class LargeRowTest {
    private static final Address ALICE = Address.account("alice");
    private static final Address BOB = Address.account("bob");

    private static final String ENLARGE = """
            UPDATE message SET object = ?1, checksum = row_checksum(id, account, ?1, sender, nth, nth_of_sender)
            WHERE id = ?2""";

    @TempDir
    private Path folder;

    private Path file;

    /** Bob's, as older versions kept them: of all the sizes about which a row begins to go on in another page. */
    private final List<String> large = new ArrayList<>();

    @BeforeEach
    void fill() throws Exception {
        file = folder.resolve("jim.db");
        try (SqliteStore store = Repair.openStore(folder, report -> {})) {
            store.accounts().add(ALICE, "hash");
            store.accounts().add(BOB, "hash");
            add(store, ALICE, text("small"));
            for (int pairs : new int[] {330, 335, 336, 337, 338, 339, 340, 378, 380, 382, 500, 600}) {
                large.add(text("\\ud83d\\ude00".repeat(pairs)));
                add(store, BOB, text("compact"));
            }
        }
        try (Database database = DatabaseOpener.connect(folder)) {
            for (int i = 0; i < large.size(); i++) {
                byte[] object = large.get(i).getBytes(UTF_8);
                assertThat(database.change(ENLARGE, object, i + 2)).isTrue();
            }
        }
    }

    @Test
    void they_are_kept_after_damage_elsewhere() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[indexOf(bytes, "small")]++;
        Files.write(file, bytes);

        List<RepairReport> reports = new ArrayList<>();
        try (SqliteStore store = Repair.openStore(folder, reports::add)) {
            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).lostMessages()).containsExactly(Map.entry("alice", 1));
            assertThat(texts(store)).isEqualTo(large);
        }
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, ISO_8859_1).indexOf(text);
    }

    private static void add(Store store, Address account, String text) throws Exception {
        assertThat(store.mail()
                        .add(
                                TestServer.key(store, account),
                                new Letter(Frame.of(text.getBytes(UTF_8)), null),
                                Count.UNLIMITED)
                        .join())
                .isPositive();
    }

    private static String text(String word) {
        return "{\"text\":\"" + word + "\"}";
    }

    private static List<String> texts(Store store) {
        return store.mail().read(TestServer.key(store, BOB), Place.START, 100).letters().stream()
                .map(kept -> kept.message().text())
                .toList();
    }
}
