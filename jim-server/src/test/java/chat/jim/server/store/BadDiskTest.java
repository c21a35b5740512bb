package chat.jim.server.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.file.DatabaseFile;
import chat.jim.server.store.repair.Repair;
import chat.jim.server.store.sqlite.Database;
import chat.jim.server.store.sqlite.DatabaseOpener;
import chat.jim.server.store.sqlite.SqliteStore;
import chat.jim.testing.Waiting;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store whose disk is full or fails (EXAM.md, E38). */
class BadDiskTest {
    private static final String ADD = "INSERT INTO account (key, name, password, checksum) VALUES (?, ?, ?, 0)";
    private static final String LARGE = "x".repeat(10_000);

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() throws IOException {
        database = DatabaseOpener.open(folder);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_is_there_can_be_read_on_a_full_disk_and_written_when_there_is_room_again() {
        database.change(ADD, "alice", "alice", "hash");
        int pages = number("PRAGMA page_count");
        number("PRAGMA max_page_count = " + pages);
        for (int i = 0; i < 20; i++) {
            String key = "a" + i;
            assertThatThrownBy(() -> database.change(ADD, key, "a", LARGE))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("full");
        }
        assertThat(number("SELECT count(*) FROM account")).isOne();
        number("PRAGMA max_page_count = 100000");

        assertThat(database.change(ADD, "bob", "bob", LARGE)).isTrue();
    }

    @Test
    void a_change_that_is_refused_does_not_keep_the_others_of_its_group_from_it() {
        List<CompletableFuture<Long>> changes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            changes.add(database.submit(ADD, "a" + i, i == 100 ? null : "name", "hash"));
        }

        for (int i = 0; i < 200; i++) {
            assertThat(changes.get(i).handle((done, failure) -> failure == null).join())
                    .as("change %s", i)
                    .isEqualTo(i != 100);
        }
    }

    @Test
    void the_log_is_bounded_while_somebody_reads_and_somebody_writes() throws Exception {
        try (SqliteStore store = Repair.openStore(folder, report -> {})) {
            Address bob = Address.account("bob");
            store.accounts().add(bob, "hash");
            Frame frame = Frame.of(("{\"text\":\"" + "x".repeat(500) + "\"}").getBytes(UTF_8));
            List<CompletableFuture<?>> changes = new ArrayList<>();
            for (int i = 0; i < 3_000; i++) {
                changes.add(store.mail().add(TestServer.key(store, bob), new Letter(frame, null), new Count(3, 3)));
                changes.add(store.mail().remove(TestServer.key(store, bob), i));
                store.accounts().find(bob);
            }
            changes.forEach(CompletableFuture::join);

            assertThat(Files.size(folder.resolve("jim.db-wal"))).isLessThan(8 << 20);
        }
    }

    @Test
    void damage_found_while_it_is_open_is_said_with_what_helps() throws Exception {
        Path file = folder.resolve("jim.db");
        database.change(ADD, "alice", "alice", LARGE);
        List<Integer> pages = database.query(
                "SELECT rootpage FROM sqlite_schema WHERE tbl_name = 'account' AND rootpage > 0", row -> row.getInt(1));
        database.close();
        byte[] bytes = Files.readAllBytes(file);
        pages.forEach(page -> bytes[(page - 1) * DatabaseFile.PAGE_BYTES] = 'x');
        Files.write(file, bytes);
        database = DatabaseOpener.connect(folder);

        assertThatThrownBy(() -> number("SELECT count(*) FROM account WHERE name > 'a'"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("restart the server");
    }

    @Test
    void an_error_in_a_change_is_told_and_the_next_change_is_made() {
        Object fatal = new Object() {
            @Override
            public String toString() {
                throw new OutOfMemoryError("in a test");
            }
        };
        CompletableFuture<Long> failing = database.submit(ADD, "alice", fatal, "hash");

        assertThatThrownBy(() -> failing.get(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .hasCauseInstanceOf(StoreException.class);
        assertThat(database.change(ADD, "bob", "bob", "hash")).isTrue();
    }

    @Test
    void the_end_waits_only_a_moment_for_a_statement_that_does_not_end() throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<?> stuck = CompletableFuture.runAsync(() -> database.query("SELECT 1", row -> {
            begun.complete(null);
            return end.join();
        }));
        try {
            begun.get(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);

            CompletableFuture.runAsync(database::close).get(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } finally {
            end.complete(1);
            stuck.join();
        }
    }

    private int number(String sql) {
        return database.query(sql, row -> row.getInt(1)).get(0);
    }
}
