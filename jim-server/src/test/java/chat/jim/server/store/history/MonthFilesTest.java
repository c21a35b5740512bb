package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.TEA;
import static chat.jim.server.store.history.Said.ids;
import static chat.jim.server.store.history.Said.say;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of the months: who may read them, and what happens when they are damaged, removed or of a newer version. */
class MonthFilesTest {
    @TempDir
    private Path folder;

    private Instant now = Instant.parse("2026-10-15T12:00:00Z");
    private HistoryStore history;
    private long october;
    private long november;

    @BeforeEach
    void fill() throws Exception {
        open();
        october = say(history, "october");
        now = Instant.parse("2026-11-28T12:00:00Z");
        november = say(history, "november");
        assertThat(ids(history)).containsExactly(october, november);
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void each_month_has_a_file_and_only_the_owner_may_read_any() throws Exception {
        assertThat(files()).contains("2026-10.db", "2026-11.db", "last-id");
        try (Stream<Path> all = Files.walk(folder.resolve("history"))) {
            assertThat(all)
                    .allSatisfy(path -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                            .endsWith("------"));
        }
    }

    @Test
    void other_files_in_the_folder_are_left_alone() throws Exception {
        history.close();
        List<String> others = List.of("2026-13.db", "2026-00.db", "notes.txt", "2026-11.db.bak", "12026-11.db");
        for (String other : others) {
            Files.writeString(file(other), "mine");
        }
        open();

        assertThat(ids(history)).containsExactly(october, november);
        history.prune(place -> Long.MAX_VALUE).join();
        history.trim(0).join();

        assertThat(others).allSatisfy(other -> assertThat(file(other)).hasContent("mine"));
    }

    @Test
    void files_can_become_shorter() throws Exception {
        history.close();
        try (Connection connection = connect("2026-11.db");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("PRAGMA auto_vacuum").getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void a_damaged_month_is_set_aside_and_the_others_stay() throws Exception {
        history.close();
        byte[] damaged = Files.readAllBytes(file("2026-10.db"));
        Arrays.fill(damaged, 0, 4096, (byte) 'x');
        Files.write(file("2026-10.db"), damaged);
        open();

        assertThat(ids(history)).containsExactly(november);
        Waiting.await().until(() -> files().stream().anyMatch(name -> name.startsWith("2026-10.db.damaged-")));
        assertThat(files()).doesNotContain("2026-10.db");
    }

    @Test
    void when_the_newest_month_is_damaged_a_new_file_is_begun() throws Exception {
        history.close();
        Files.write(file("2026-11.db"), new byte[5000]);
        open();

        long id = say(history, "again");

        assertThat(id).isGreaterThan(november);
        assertThat(ids(history)).containsExactly(october, id);
        assertThat(files()).anyMatch(name -> name.startsWith("2026-11.db.damaged-"));
        assertThat(history.dropped()).isZero();
    }

    @Test
    void a_page_that_is_damaged_while_the_file_is_open_sets_it_aside() throws Exception {
        for (int i = 0; i < 3000; i++) {
            say(history, "more of it " + i);
        }
        history.close();
        byte[] bytes = Files.readAllBytes(file("2026-11.db"));
        Arrays.fill(bytes, 4096, bytes.length, (byte) 7);
        Files.write(file("2026-11.db"), bytes);
        open();

        long id = say(history, "again");

        assertThat(ids(history)).containsExactly(october, id);
    }

    @Test
    void a_damaged_message_is_left_out() throws Exception {
        long next = say(history, "decembre");
        assertThat(ids(history)).contains(next);
        history.close();
        String bytes = Files.readString(file("2026-11.db"), ISO_8859_1);
        assertThat(bytes).contains("\"november\"");
        Files.writeString(file("2026-11.db"), bytes.replace("\"november\"", "\"novembre\""), ISO_8859_1);
        open();

        assertThat(ids(history)).containsExactly(october, next);
    }

    @Test
    void a_file_of_a_newer_version_is_left_alone() throws Exception {
        history.close();
        for (String name : List.of("2026-10.db", "2026-11.db")) {
            try (Connection connection = connect(name);
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("PRAGMA user_version = 1000");
            }
        }
        byte[] before = Files.readAllBytes(file("2026-10.db"));
        open();

        long id = say(history, "again");

        assertThat(id).isGreaterThan(november);
        assertThat(ids(history)).isEmpty();
        assertThat(history.dropped()).isEqualTo(1);
        now = Instant.parse("2026-12-01T00:00:00Z");
        long december = say(history, "december");
        assertThat(ids(history)).containsExactly(december);
        history.close();
        assertThat(file("2026-10.db")).hasBinaryContent(before);
    }

    @Test
    void an_empty_file_that_a_kill_has_left_is_used() throws Exception {
        history.close();
        Files.delete(file("2026-11.db"));
        Files.createFile(file("2026-11.db"));
        open();

        assertThat(ids(history)).containsExactly(october);
        long id = say(history, "again");
        assertThat(ids(history)).containsExactly(october, id);
    }

    @Test
    void when_the_folder_is_removed_while_it_is_open_a_new_file_is_begun() throws Exception {
        try (Stream<Path> all = Files.list(folder.resolve("history"))) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder.resolve("history"));

        long id = say(history, "again");

        assertThat(history.last(Range.all(TEA), 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.id()).isEqualTo(id));
        assertThat(history.dropped()).isZero();
    }

    @Test
    void the_oldest_months_go_first_if_all_take_too_much() throws Exception {
        history.trim(history.bytes() - 1).join();

        assertThat(ids(history)).containsExactly(november);
        assertThat(files()).noneMatch(name -> name.startsWith("2026-10"));
    }

    @Test
    void the_oldest_messages_of_the_newest_month_go_if_it_alone_takes_too_much() throws Exception {
        List<Long> said = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            said.add(say(history, "more of it ".repeat(40) + i));
        }
        assertThat(ids(history)).hasSize(3002);
        long most = 1_000_000;

        history.trim(most).join();

        List<Long> kept = ids(history);
        assertThat(kept).hasSizeGreaterThan(500).isEqualTo(said.subList(3000 - kept.size(), 3000));
        history.close();
        assertThat(Files.size(file("2026-11.db"))).isLessThanOrEqualTo(most);
        assertThat(file("2026-10.db")).doesNotExist();
        open();
        history.trim(0).join();
        assertThat(ids(history)).isEmpty();
    }

    @Test
    void a_month_that_is_too_old_goes_as_a_file() throws Exception {
        history.prune(place -> november).join();

        assertThat(ids(history)).containsExactly(november);
        assertThat(files()).noneMatch(name -> name.startsWith("2026-10"));
        assertThat(history.newest()).isEqualTo(november);
    }

    private void open() throws IOException {
        history = SqliteHistory.open(folder, () -> now);
    }

    private Path file(String name) {
        return folder.resolve("history").resolve(name);
    }

    private Connection connect(String name) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + file(name));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("history"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
