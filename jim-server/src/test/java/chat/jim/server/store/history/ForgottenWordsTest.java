package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.ANNA;
import static chat.jim.server.store.history.Said.ids;
import static chat.jim.server.store.history.Said.message;
import static chat.jim.server.store.history.Said.say;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.HistoryStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is forgotten leaves the index of words, too, where it would only be hidden. */
class ForgottenWordsTest {
    private static final int MANY = 3000;

    @TempDir
    private Path folder;

    private HistoryStore history;

    @BeforeEach
    void fill() throws Exception {
        history = SqliteHistory.open(folder, InstantSource.fixed(Instant.parse("2026-11-28T12:00:00Z")));
        for (int i = 0; i < MANY; i++) {
            history.add("#tea", Address.account("guest"), null, message("others word" + i));
        }
    }

    @AfterEach
    void close() {
        history.close();
    }

    @Test
    void the_words_of_an_account_are_gone_and_so_is_its_name() throws Exception {
        for (int i = 0; i < MANY; i++) {
            say(history, "secret");
        }
        ids(history);
        assertThat(has("SELECT 1 FROM temp.terms WHERE term = 'secret'")).isTrue();

        history.forget(ANNA).join();

        assertThat(has("SELECT 1 FROM temp.terms WHERE term = 'secret'")).isFalse();
        assertThat(has("SELECT 1 FROM temp.terms WHERE term = 'word7'")).isTrue();
        assertThat(has("SELECT 1 FROM sender WHERE name = 'anna'")).isFalse();
        assertThat(ids(history)).hasSize(MANY);
    }

    @Test
    void the_words_of_one_message_are_gone_after_the_next_pruning() throws Exception {
        assertThat(history.forget(say(history, "secret"))).isTrue();

        history.prune(place -> 0).join();

        assertThat(has("SELECT 1 FROM temp.terms WHERE term = 'secret'")).isFalse();
        assertThat(has("SELECT 1 FROM temp.terms WHERE term = 'word7'")).isTrue();
    }

    @Test
    void a_place_of_which_nothing_is_left_is_gone() throws Exception {
        history.add("#ops", ANNA.name(), ANNA, message("tea"));
        assertThat(history.places()).containsExactly("#ops", "#tea");

        history.prune(place -> place.equals("#ops") ? Long.MAX_VALUE : 0).join();

        assertThat(history.places()).containsExactly("#tea");
        assertThat(has("SELECT 1 FROM place WHERE name = '#ops'")).isFalse();
        history.add("#ops", ANNA.name(), ANNA, message("tea"));
        assertThat(history.places()).containsExactly("#ops", "#tea");
    }

    private boolean has(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + folder.resolve("history").resolve("2026-11.db"));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'word', 'row')");
            try (ResultSet rows = statement.executeQuery(sql)) {
                return rows.next();
            }
        }
    }
}
