package chat.jim.server.store.history;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.HistoryStore.Query;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 12: which messages a search finds. */
class HistorySearchTest {
    private static final Address ALICE = Address.account("alice");

    @TempDir
    private static Path folder;

    private static SqliteHistory history;

    @BeforeAll
    static void open() throws IOException {
        history = SqliteHistory.open(folder, InstantSource.system());
    }

    @AfterAll
    static void close() {
        history.close();
    }

    @ParameterizedTest
    @CsvSource({
        "hello, HELLO world",
        "елка, Привет! Ёлка",
        "ЁЛКА, моя елка",
        "суббота, в субботу пойдём",
        "субботами, Суббота",
        "красивого, красивая",
        "пожал, Пожалуйста",
        "hel, hello",
        "й, й (и краткое)",
        "иои\u0306а, ИОЙА",
        "don't, I don't know",
        "c++, what of C++?",
        "200, error 200",
        "日本, 日本語"
    })
    void a_word_finds_itself_in_any_case_and_with_any_ending(String typed, String said) {
        assertThat(finds(typed, said)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "world hello, hello world, true",
        "hello sun, hello world, false",
        "'\"hello world\"', oh hello world, true",
        "'\"world hello\"', hello world, false",
        "'\"суббота\"', в субботу, false",
        "«субботу», в субботу, true",
        "'\"hel', hello, false",
        "orld, world, false"
    })
    void all_words_must_be_there_and_those_in_quotes_just_so(String typed, String said, boolean found) {
        assertThat(finds(typed, said)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\" OR *",
                "NEAR(a b, 2)",
                "text:x",
                "^x",
                "a AND NOT b",
                "x*",
                "-x",
                "{text}:x",
                "'); --",
                "tags:p1"
            })
    void nothing_that_is_typed_is_syntax(String typed) {
        assertThat(finds(typed, "quite another thing")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "!?", "\"\"", "\"", "***", "\u0000", "\ud83d\ude00"})
    void where_there_is_no_word_nothing_is_found(String typed) {
        assertThat(finds(typed, "x! \ud83d\ude00")).isFalse();
    }

    @Test
    void a_very_long_search_is_a_search() {
        String word = "x".repeat(500);
        assertThat(finds(word, word)).isTrue();
        assertThat(finds("a ".repeat(250), "a")).isTrue();
    }

    private boolean finds(String typed, String said) {
        String place = "#" + history.newest() + typed.hashCode();
        String text = said.replace("\"", "\\\"");
        history.add(
                place,
                ALICE,
                null,
                Frame.ofText("{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"from\":\"alice\",\"message\":\"" + text
                        + "\"}"));
        return !history.search(new Query(typed, List.of(place), null, Long.MAX_VALUE, 10))
                .isEmpty();
    }
}
