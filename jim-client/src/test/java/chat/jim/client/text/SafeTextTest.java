package chat.jim.client.text;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "\\n and C:\\new\\u{202e}", // typed so
                "\u041f\u0440\u0438\u0432\u0435\u0442, \u4e16\u754c!",
                "e\u0301 Vie\u0323\u0302t \u1ec7", // Vietnamese, in two ways
                "\u05e9\u05c1\u05bc\u05b8\u0591\u05bd\u05dc\u05d5\u05b9\u05dd", // Hebrew with all its points
                "\u0e19\u0e49\u0e33\u0e17\u0e35\u0e48", // Thai
                "\u1019\u103b\u103e\u1031\u102c\u1037\u103a", // Burmese, six marks on a letter
                "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", // Persian with a zero-width non-joiner
                "\u0915\u094d\u200d\u0937 \u0915\u094d\u200c\u0937", // Hindi with both
                "\u09b0\u200d\u09cd\u09af\u09be\u09ac", // Bengali, a joiner before a mark
                "\u0dc1\u0dca\u200d\u0dbb\u0dd3", // Sinhala
                "\u0644\u0627 \u0661\u0662", // Arabic
                "\u1112\u1161\u11ab\u1100\u1173\u11af", // Korean taken apart, as file names of macOS are
                "\ud83d\udc69\u200d\ud83d\ude80", // emoji held together by a zero-width joiner
                "\ud83d\udc69\ud83c\udffd\u200d\u2764\ufe0f\u200d\ud83d\udc8b\u200d\ud83d\udc68\ud83c\udffb",
                "\ud83d\ude42\u200d\u2194\ufe0f \ud83c\uddfa\ud83c\udde6 1\ufe0f\u20e3 \u2139\ufe0f",
                "\ud83e\udee8\ud83e\udedf", // emoji newer than Java 17
                "\u845b\udb40\udd00", // an ideograph in one of its shapes
                "\u1820\u180b", // Mongolian
                "\ufdfd \ud808\udc31", // very wide
                "a\u00a0b\u3000c"
            })
    void honest_text_stays_as_it_is(String text) {
        assertThat(SafeText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "'a\nb', a\\nb",
        "'a\r\nb', a\\r\\nb",
        "'a\tb', a b",
        "'\u0000', \\u{0}",
        "'\u0007\b', \\u{7}\\u{8}",
        "'\u001b[2J', \\u{1b}[2J",
        "'\u009b2J', \\u{9b}2J",
        "'\u007f', \\u{7f}",
        "'\u0085', \\u{85}",
        "'\u2028\u2029', \\u{2028}\\u{2029}"
    })
    void what_moves_the_cursor_is_shown_as_an_escape(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'\u202eevil', \\u{202e}evil",
        "'\u202a\u202b\u202c\u202d', \\u{202a}\\u{202b}\\u{202c}\\u{202d}",
        "'\u2066\u2067\u2068\u2069', \\u{2066}\\u{2067}\\u{2068}\\u{2069}",
        "'\u200e\u200f\u061c', \\u{200e}\\u{200f}\\u{61c}",
        "'\u200b\ufeff\u00ad\u2060\u180e', \\u{200b}\\u{feff}\\u{ad}\\u{2060}\\u{180e}",
        "'\u2061\u2062\u2063\u2064', \\u{2061}\\u{2062}\\u{2063}\\u{2064}",
        "'\u115f\u1160\u3164\uffa0\u2800', \\u{115f}\\u{1160}\\u{3164}\\u{ffa0}\\u{2800}",
        "'\u034f\u17b4\u17b5', \\u{34f}\\u{17b4}\\u{17b5}",
        "'\ufff9a\ufffab\ufffb', \\u{fff9}a\\u{fffa}b\\u{fffb}",
        "'\udb40\udc41', \\u{e0041}",
        "'\ue000', \\u{e000}",
        "'\uffff', \\u{ffff}",
        "'\u0378', \\u{378}"
    })
    void what_turns_the_writing_or_is_not_seen_is_shown_as_an_escape(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'pay\u200dpal', pay\\u{200d}pal",
        "'pay\u200cpal', pay\\u{200c}pal",
        "'\u200d', \\u{200d}",
        "'\u0645\u200c', \u0645\\u{200c}",
        "'\u0645\u200c\u200c\u0645', \u0645\\u{200c}\\u{200c}\u0645",
        "'\ud83d\udc69\u200c\ud83d\ude80', \ud83d\udc69\\u{200c}\ud83d\ude80",
        "'\ud83d\udc69\u200dx', \ud83d\udc69\\u{200d}x",
        "'\u2764\u200d\u2775', \u2764\\u{200d}\u2775"
    })
    void joiners_that_join_nothing_are_shown_as_escapes(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "'\ufe0f', \\u{fe0f}",
        "'a\ufe0f', a\\u{fe0f}",
        "'a \ufe0f', a \\u{fe0f}",
        "'\u2764\ufe0f\ufe0e', \u2764\ufe0f\\u{fe0e}",
        "'\u2764\udb40\udd00', \u2764\\u{e0100}"
    })
    void a_variation_selector_has_its_place_once_behind_what_varies(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @Test
    void marks_without_end_are_counted_from_the_seventh_on() {
        assertThat(SafeText.of("e" + "\u0301".repeat(500) + "!")).isEqualTo("e" + "\u0301".repeat(6) + "\\u{+494}!");
        assertThat(SafeText.of("a" + "\u20dd\u0488".repeat(4))).isEqualTo("a" + "\u20dd\u0488".repeat(3) + "\\u{+2}");
        assertThat(SafeText.of("\u1100" + "\u1161".repeat(7))).isEqualTo("\u1100" + "\u1161".repeat(6) + "\\u{+1}");
    }

    @Test
    void escapes_without_end_are_counted_from_the_seventh_on() {
        assertThat(SafeText.of("\u202e".repeat(500) + "!")).isEqualTo("\\u{202e}".repeat(6) + "\\u{+494}!");
        assertThat(SafeText.of("\u2764" + "\ufe0f".repeat(9)))
                .isEqualTo("\u2764\ufe0f" + "\\u{fe0f}".repeat(6) + "\\u{+2}");
        assertThat(SafeText.of("\n".repeat(9))).isEqualTo("\\n".repeat(9));
    }

    @ParameterizedTest
    @CsvSource({
        "'\u0301a', \u25cc\u0301a",
        "'\n\u0301', \\n\u25cc\u0301",
        "'\u202e\u0301', \\u{202e}\u25cc\u0301",
        "'a \u0301', a \u0301"
    })
    void a_mark_with_nothing_to_stand_on_gets_a_dotted_circle(String text, String shown) {
        assertThat(SafeText.of(text)).isEqualTo(shown);
    }

    @Test
    void half_a_surrogate_pair_is_shown_as_an_escape() {
        assertThat(SafeText.of("\ud800")).isEqualTo("\\u{d800}");
        assertThat(SafeText.of("\ude00\ud83d")).isEqualTo("\\u{de00}\\u{d83d}");
    }

    @Test
    void a_message_is_a_line_with_its_sender() {
        Action.Msg msg = new Action.Msg(1, Address.of("bob"), Address.of("carol"), null, "\u0301hi\nalice: no");

        assertThat(SafeText.of(msg)).isEqualTo("carol: \u25cc\u0301hi\\nalice: no");
    }

    @ParameterizedTest
    @CsvSource({
        "hello \u4e16\u754c 12, hello \u4e16\u754c 12",
        "\u05e9\u05dc\u05d5\u05dd!, \u2068\u05e9\u05dc\u05d5\u05dd!\u2069",
        "ok \u0645, \u2068ok \u0645\u2069",
        "\u0661, \u2068\u0661\u2069"
    })
    void text_that_holds_some_written_from_right_to_left_can_be_isolated(String text, String isolated) {
        assertThat(SafeText.isolated(text)).isEqualTo(isolated);
    }
}
