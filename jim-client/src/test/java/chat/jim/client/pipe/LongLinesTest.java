package chat.jim.client.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Limits;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LongLinesTest {
    private static final String FAMILY = "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67";

    @ParameterizedTest
    @EnumSource
    void a_line_of_500_characters_is_one_message(LongLines lines) {
        String line = "\ud83c\udf75".repeat(Limits.MESSAGE);

        assertThat(lines.messages(line)).containsExactly(line);
    }

    @Test
    void who_refuses_long_lines_leaves_that_to_the_protocol() {
        String line = "x".repeat(501);

        assertThat(LongLines.REFUSE.messages(line)).containsExactly(line);
    }

    @Test
    void a_line_is_split_at_white_space_which_is_left_out() {
        String line = "a".repeat(300) + " " + "b".repeat(150) + "   " + "c".repeat(400) + " ";

        assertThat(LongLines.SPLIT.messages(line))
                .containsExactly("a".repeat(300) + " " + "b".repeat(150), "c".repeat(400));
    }

    @Test
    void a_long_word_is_split_where_the_message_is_full() {
        assertThat(LongLines.SPLIT.messages("x".repeat(1001))).containsExactly("x".repeat(500), "x".repeat(500), "x");
    }

    @Test
    void what_is_seen_as_one_character_is_not_torn() {
        String line = "x".repeat(498) + FAMILY + "y";

        assertThat(LongLines.SPLIT.messages(line)).containsExactly("x".repeat(498), FAMILY + "y");
        assertThat(LongLines.CUT.messages(line)).containsExactly("x".repeat(498) + "\u2026");
    }

    @Test
    void a_letter_with_endless_marks_is_torn_between_code_points() {
        String line = "a" + "\u0301".repeat(600);

        assertThat(LongLines.SPLIT.messages(line)).containsExactly("a" + "\u0301".repeat(499), "\u0301".repeat(101));
    }

    @Test
    void a_line_that_is_cut_ends_with_an_ellipsis() {
        assertThat(LongLines.CUT.messages("x".repeat(501))).containsExactly("x".repeat(499) + "\u2026");
    }

    @Test
    void whatever_the_line_the_messages_fit_and_nothing_but_white_space_is_lost() {
        Random random = new Random(17);
        int[] alphabet = {'a', ' ', '\t', 0x301, 0x1F375, 0x200D, 0x1F468, 0x2003, 0xE9};
        for (int i = 0; i < 300; i++) {
            String line = random.ints(random.nextInt(3000), 0, alphabet.length)
                    .map(index -> alphabet[index])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            List<String> messages = LongLines.SPLIT.messages(line);

            assertThat(messages).allMatch(message -> Limits.length(message) <= Limits.MESSAGE);
            assertThat(withoutSpace(String.join("", messages))).isEqualTo(withoutSpace(line));
        }
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("[ \t\u2003]", "");
    }
}
