package chat.jim.server.store.sqlite;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.schema.Schema;
import chat.jim.server.store.sql.Connections;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The room that a store takes on the disk. */
class StoreSpaceTest {
    private static final Address BOB = Address.account("bob");
    private static final long MEGABYTE = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void what_is_in_use_grows_with_each_message_and_shrinks_when_they_are_removed() throws Exception {
        try (Store store = open()) {
            long before = store.bytes();
            long last = fill(store);
            assertThat(store.bytes() - before).isGreaterThan(3 * MEGABYTE);

            store.mail().remove(TestServer.key(store, BOB), last).join();

            assertThat(store.bytes() - before).isLessThan(MEGABYTE);
        }
    }

    @Test
    void what_is_in_use_is_known_after_opening() throws Exception {
        try (Store store = open()) {
            fill(store);
        }
        try (Store store = Repair.openStore(folder, report -> {})) {
            assertThat(store.bytes()).isGreaterThan(3 * MEGABYTE);
        }
    }

    @Test
    void the_file_gives_room_back_when_there_is_nothing_to_write() throws Exception {
        try (Store store = open()) {
            long last = fill(store);
            store.mail().remove(TestServer.key(store, BOB), last).join();
            store.tidy();

            await().untilAsserted(() -> assertThat(size()).isLessThan(2 * MEGABYTE));
            assertThat(store.mail()
                            .add(TestServer.key(store, BOB), letter(1), Count.UNLIMITED)
                            .join())
                    .isGreaterThan(last);
        }
    }

    @Test
    void a_file_of_an_earlier_version_gives_room_back_too() throws Exception {
        try (Store store = open()) {
            fill(store);
        }
        change("PRAGMA auto_vacuum = NONE", "VACUUM");
        try (Store store = open()) {
            store.mail().remove(TestServer.key(store, BOB), Long.MAX_VALUE).join();
            store.tidy();

            await().untilAsserted(() -> assertThat(size()).isLessThan(2 * MEGABYTE));
        }
    }

    @Test
    void messages_that_an_earlier_version_kept_are_nobodys_and_count_for_their_account() throws Exception {
        Path file = folder.resolve("jim.db");
        try (Connection earlier = Connections.safe(file);
                Statement statement = earlier.createStatement()) {
            Schema.migrate(earlier, 4);
            statement.execute("INSERT INTO account (key, name, password, checksum)"
                    + " VALUES ('bob', 'bob', 'hash', row_checksum('bob', 'bob', 'hash', 0))");
            for (int id = 1; id <= 2; id++) {
                statement.execute("INSERT INTO message (id, account, object, checksum) VALUES (" + id
                        + ", 'bob', CAST('{}' AS BLOB), row_checksum(" + id + ", 'bob', '{}'))");
            }
        }
        try (Store store = open()) {
            assertThat(store.mail().count(TestServer.key(store, BOB), null)).isEqualTo(new Count(2, 0));
            assertThat(store.mail()
                            .read(TestServer.key(store, BOB), Place.START, 10)
                            .letters())
                    .hasSize(2);
            store.mail()
                    .add(TestServer.key(store, BOB), letter(1), new Count(3, 1))
                    .join();
            assertThat(store.mail().count(TestServer.key(store, BOB), null)).isEqualTo(new Count(3, 1));
            assertThat(store.mail()
                            .add(TestServer.key(store, BOB), letter(1), new Count(3, 2))
                            .join())
                    .isZero();
        }
        List<Object> reports = new ArrayList<>();
        Repair.openStore(folder, reports::add).close();
        assertThat(reports).isEmpty();
    }

    private Store open() throws IOException {
        Store store = Repair.openStore(folder, report -> {});
        store.accounts().add(BOB, "hash");
        return store;
    }

    /** Adds some three and a half megabytes, and returns the number of the last message. */
    private static long fill(Store store) throws Exception {
        List<CompletableFuture<Long>> kept = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            kept.add(store.mail().add(TestServer.key(store, BOB), letter(i), Count.UNLIMITED));
        }
        return kept.get(kept.size() - 1).join();
    }

    private static Letter letter(int number) throws Exception {
        String object = "{\"n\":" + number + ",\"x\":\"" + "x".repeat(500) + "\"}";
        return new Letter(Frame.of(object.getBytes(UTF_8)), null);
    }

    private long size() {
        try {
            return Files.size(folder.resolve("jim.db"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void change(String... statements) throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("jim.db"));
                Statement statement = other.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
