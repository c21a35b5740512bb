package chat.jim.client.past;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.text.Language;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody may type to see, or to find, what was said before. */
class QueryTest {
    private static final PastTime TIMES =
            new PastTime(Instant.parse("2026-11-29T12:30:00Z"), ZoneId.of("Europe/Moscow")); // 15:30 there

    @AfterEach
    void speakEnglish() {
        Language.choose("en");
    }

    @ParameterizedTest
    @CsvSource({
        "14:00, 2026-11-29T11:00:00Z",
        "9:05, 2026-11-29T06:05:00Z",
        "15:30:30, 2026-11-28T12:30:30Z",
        "16:00, 2026-11-28T13:00:00Z",
        "today, 2026-11-28T21:00:00Z",
        "Yesterday, 2026-11-27T21:00:00Z",
        "yesterday 14:00, 2026-11-28T11:00:00Z",
        "2026-11-20, 2026-11-19T21:00:00Z",
        "2026-11-20 08:00, 2026-11-20T05:00:00Z",
        "2026-11-20T08:00, 2026-11-20T05:00:00Z",
        "20.11.2026  08:00, 2026-11-20T05:00:00Z",
        "1.2.2026, 2026-01-31T21:00:00Z"
    })
    void a_time_is_the_last_one_that_it_can_mean(String typed, Instant moment) {
        assertThat(TIMES.parse(typed)).isEqualTo(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "tomorrow", "25:00", "2026-13-01", "31.2.2026", "14:00 yesterday", "12", "14:00 14:00", "T"})
    void other_words_are_no_time(String typed) {
        assertThat(TIMES.parse(typed)).isNull();
    }

    @Test
    void what_is_shown_of_a_time_may_be_typed() {
        Instant moment = Instant.parse("2026-11-20T05:00:00Z");

        assertThat(TIMES.typed(moment)).isEqualTo("2026-11-20 08:00");
        assertThat(TIMES.parse(TIMES.typed(moment))).isEqualTo(moment);
        assertThat(TIMES.typed(TIMES.now())).isEqualTo("15:30");
    }

    @Test
    void words_of_the_users_language_are_understood_too() {
        Language.choose("ru");

        assertThat(TIMES.parse("\u0432\u0447\u0435\u0440\u0430")).isEqualTo(TIMES.parse("yesterday"));
        assertThat(SearchQuery.parse("\u0447\u0430\u0439\u043d\u0438\u043a \u0432 #tea \u043e\u0442 bob"))
                .isEqualTo(SearchQuery.parse("\u0447\u0430\u0439\u043d\u0438\u043a in #tea from bob"));
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "'', -, -, -",
                "20, -, 20, -",
                "#tea, #tea, -, -",
                "bob, bob, -, -",
                "bob 20, bob, 20, -",
                "on 20, on, 20, -",
                "yesterday, -, -, 2026-11-27T21:00:00Z",
                "yesterday 14:00, -, -, 2026-11-28T11:00:00Z",
                "#tea 2026-11-20 08:00, #tea, -, 2026-11-20T05:00:00Z"
            },
            nullValues = "-")
    void a_history_has_a_place_and_a_number_or_a_time(String typed, String place, Integer limit, Instant from) {
        assertThat(HistoryQuery.parse(typed, TIMES))
                .isEqualTo(new HistoryQuery(place == null ? null : Address.of(place), limit, from));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#tea often", "20 bob", "bob 20 30", "0", "201", "99999999999", "b/ob", "#tea 14:00 20"})
    void what_is_none_is_refused(String typed) {
        assertThatThrownBy(() -> HistoryQuery.parse(typed, TIMES)).isInstanceOf(ProtocolException.class);
        assertThat(HistoryQuery.isOne(typed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "kettle, kettle, -, -",
                "the kettle in #tea, the kettle, #tea, -",
                "kettle from bob in #tea, kettle, #tea, bob",
                "kettle IN #tea FROM bob, kettle, #tea, bob",
                "come in, come in, -, -",
                "in from, in from, -, -",
                "milk in tea, milk in tea, -, -",
                "a from bob from carol, a from bob, -, carol",
                "in #tea, '', #tea, -"
            },
            nullValues = "-")
    void a_search_has_words_and_may_have_a_room_and_a_sender(String typed, String words, String in, String from) {
        assertThat(SearchQuery.parse(typed))
                .isEqualTo(new SearchQuery(
                        words, in == null ? null : Address.of(in), from == null ? null : Address.of(from)));
    }

    @Test
    void what_stands_in_quotes_is_for_the_server() {
        assertThat(SearchQuery.parse("\"letter from bob\"").words()).isEqualTo("\"letter from bob\"");
    }
}
