package chat.jim.server.store.history;

import static chat.jim.server.store.history.Said.ANNA;
import static chat.jim.server.store.history.Said.TEA;
import static chat.jim.server.store.history.Said.ids;
import static chat.jim.server.store.history.Said.message;
import static chat.jim.server.store.history.Said.say;
import static chat.jim.server.store.history.Said.search;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.HistoryStore.Query;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, in Russian and English, and whatever is typed. */
class SearchTest {
    @TempDir
    private Path folder;

    private HistoryStore history;

    @BeforeEach
    void open() throws Exception {
        history = SqliteHistory.open(folder, InstantSource.system());
    }

    @AfterEach
    void close() {
        history.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ПРИВЕТ всем, привет",
        "Ёлка зелёная, елка",
        "елка, ЁЛКА",
        "была суббота, субботу",
        "в субботу, СУББОТА",
        "с новыми столами, новый стол",
        "красивого города, красивый город",
        "пожалуйста, пожал",
        "the Meeting is at nine, nine meet",
        "kitchen-sink, sink",
        "don't, don't",
        "build 1234 failed, 123 fail",
        "say \"hello world\" now, \"hello world\"",
        "одно точное слово, «точное слово»",
        "a, A",
        "ИОЙА, иои\u0306а",
        "日本語, 日本",
        "what of C++?, c++"
    })
    void finds(String said, String typed) {
        long id = say(history, said);

        assertThat(search(history, typed)).containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource({
        "суббота, \"субботу\"",
        "пожалуйста, \"пожал\"",
        "hello the world, \"hello world\"",
        "tea, tea milk",
        "abc, a",
        "дома, домино",
        "at nine, \"nine",
    })
    void does_not_find(String said, String typed) {
        say(history, said + (typed.equals("\"nine") ? "teen" : ""));

        assertThat(search(history, typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\" OR *", "NEAR(", "tea OR milk)", "text : tea", "tags:p1", "tea*\"", "^tea", "-tea NOT",
                        "{tags} : s1",
                "tea + milk", "'; DROP TABLE message; --", "\"\"\"\"", "tea\0milk", "?1", "(((((((((", "𞤀𞤁", "🙂🙂",
                        "̈́"
            })
    void what_is_typed_is_never_syntax(String typed) {
        say(history, "coffee");

        assertThat(search(history, typed)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!?", "\"", "***", "«»", "- - -", "🙂"})
    void nothing_is_found_without_a_word(String typed) {
        say(history, "!? *** 🙂 - - -");

        assertThat(search(history, typed)).isEmpty();
    }

    @Test
    void very_long_and_very_many_words_can_be_typed() {
        long id = say(history, "b".repeat(500));

        assertThat(search(history, "b".repeat(500))).containsExactly(id);
        assertThat(search(history, "b".repeat(400))).containsExactly(id);
        assertThat(search(history, "b ".repeat(250))).isEmpty();
        assertThat(search(history, "bb ".repeat(166))).containsExactly(id);
    }

    @Test
    void words_that_name_a_column_or_an_operator_are_words() {
        long id = say(history, "text or tags and near not p1 s1");

        for (String word : List.of("text", "OR", "tags", "AND", "near", "NOT", "p1", "s1")) {
            assertThat(search(history, word)).as(word).containsExactly(id);
        }
    }

    @Test
    void only_the_places_asked_for_are_searched_and_only_that_sender() {
        Address boris = Address.account("Boris");
        long annas = say(history, "tea");
        long boriss = history.add(TEA, boris, null, message("tea"));
        history.add("#ops", boris, null, message("tea"));

        assertThat(search(history, "tea")).containsExactly(boriss, annas);
        assertThat(ids(history.search(new Query("tea", List.of(TEA), Address.account("boris"), Long.MAX_VALUE, 9))))
                .containsExactly(boriss);
        assertThat(ids(history.search(new Query("tea", List.of(TEA, "#ops"), ANNA.name(), Long.MAX_VALUE, 9))))
                .containsExactly(annas);
        assertThat(history.search(new Query("tea", List.of("#nowhere"), null, Long.MAX_VALUE, 9)))
                .isEmpty();
        assertThat(ids(history.search(new Query("tea", List.of(TEA), null, boriss, 9))))
                .containsExactly(annas);
    }

    @Test
    void only_the_text_is_searched() {
        say(history, "milk");

        assertThat(search(history, "anna")).isEmpty();
        assertThat(search(history, "msg")).isEmpty();
    }
}
