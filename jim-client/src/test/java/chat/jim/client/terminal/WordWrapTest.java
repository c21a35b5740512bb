package chat.jim.client.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class WordWrapTest {
    private static final String INDENT = "      ";

    @Test
    void what_fits_stays_one_row() {
        assertThat(rows("12:00 bob: hello", 20)).containsExactly("12:00 bob: hello");
        assertThat(rows("", 20)).containsExactly("");
    }

    @Test
    void a_longer_line_is_broken_between_words_and_goes_on_indented() {
        assertThat(rows("12:00 bob: one two three four", 20))
                .containsExactly("12:00 bob: one two", INDENT + "three four");
    }

    @Test
    void a_word_without_end_is_broken_where_the_row_is_full() {
        assertThat(rows("12:00 bob: " + "x".repeat(25), 20))
                .containsExactly("12:00 bob: " + "x".repeat(9), INDENT + "x".repeat(14), INDENT + "xx");
    }

    @Test
    void no_row_begins_like_the_line_of_somebody_else_however_many_spaces_are_sent() {
        for (int spaces = 1; spaces < 80; spaces++) {
            assertThat(rows("12:00 bob: hi" + " ".repeat(spaces) + "12:01 eve: boo", 20))
                    .noneMatch(row -> row.startsWith("12:01"));
        }
    }

    @Test
    void wide_characters_count_for_two_columns() {
        assertThat(rows("12:00 bob: \u4f60\u597d\u4f60\u597d\u4f60\u597d\u4f60\u597d", 20))
                .containsExactly("12:00 bob: \u4f60\u597d\u4f60\u597d", INDENT + "\u4f60\u597d\u4f60\u597d");
    }

    /** A heart asked for as a picture: a newer Java counts both together, and as wider than the heart alone. */
    @Test
    void what_is_wider_together_than_one_by_one_keeps_to_the_row() {
        for (String wide : List.of("\u2764\ufe0f", "0\ufe0f\u20e3", "\ud83d\udd78\ufe0f", "\ud83c\udde9\ud83c\uddea")) {
            assertThat(WordWrap.rows(new AttributedString("12:00 bob: " + wide.repeat(20) + "x" + wide.repeat(9)), 20))
                    .allMatch(row -> row.columnLength() <= 20);
        }
    }

    @Test
    void a_colour_goes_on_in_the_next_row() {
        List<AttributedString> rows =
                WordWrap.rows(AttributedString.fromAnsi("\u001b[31m12:00 one two three four five\u001b[0m"), 20);

        assertThat(rows).hasSize(2);
        assertThat(rows.get(1).styleAt(INDENT.length())).isEqualTo(rows.get(0).styleAt(0));
    }

    @Test
    void a_terminal_of_hardly_any_width_is_no_reason_to_go_on_for_ever() {
        assertThat(rows("12:00 bob: one two three", 1)).hasSizeGreaterThan(1);
    }

    private static List<String> rows(String line, int columns) {
        return WordWrap.rows(new AttributedString(line), columns).stream()
                .map(AttributedString::toString)
                .toList();
    }
}
