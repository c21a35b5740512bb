package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "\u041f\u0440\u0438\u0432\u0435\u0442, \u4e16\u754c!",
                "e\u0301",
                "\ud83d\udc69\u200d\ud83d\ude80", // an emoji held together by a zero-width joiner
                "\\n"
            })
    void harmless_text_stays_as_it_is(String text) {
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\nb",
        "'a\rb', a\\rb",
        "'a\tb', a b",
        "'\u001b[2J', \\u{1b}[2J",
        "'\u009b2J', \\u{9b}2J",
        "'\u007f', \\u{7f}",
        "'\u202eevil', \\u{202e}evil",
        "'\u2066', \\u{2066}",
        "'\u200b', \\u{200b}",
        "'\u2028', \\u{2028}",
        "'\ufeff', \\u{feff}"
    })
    void what_could_move_the_cursor_is_shown_as_an_escape(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @Test
    void half_a_surrogate_pair_is_shown_as_an_escape() {
        assertThat(SafeText.of("\ud800")).isEqualTo("\\u{d800}");
    }
}
