package chat.jim.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ArgumentsTest {
    private static final String DAMAGED = "\ufffd".repeat(6);

    @Test
    void the_last_ones_of_the_command_line_are_meant() {
        assertThat(Arguments.decoded(line("java", "-jar", "x.jar", "-n", "\u0431\u043e\u0431", ""), "-n", DAMAGED, ""))
                .containsExactly("-n", "\u0431\u043e\u0431", "");
    }

    @Test
    void a_question_mark_may_stand_for_any_letter() {
        assertThat(Arguments.decoded(line("java", "A", "who?", "ann\u00e9"), "who?", "ann??"))
                .containsExactly("who?", "ann\u00e9");
    }

    @Test
    void arguments_that_come_from_elsewhere_stay_as_given() {
        assertThat(Arguments.decoded(line("java", "@file"), "-n", DAMAGED)).containsExactly("-n", DAMAGED);
        assertThat(Arguments.decoded(line("java", "-Dx=y", "@file"), "-n", DAMAGED))
                .containsExactly("-n", DAMAGED);
    }

    @Test
    void arguments_that_are_not_utf8_stay_as_given() {
        byte[] line = "java\0-n\0ann\u00e9\0".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(Arguments.decoded(line, "-n", "ann\u00e9")).containsExactly("-n", "ann\u00e9");
    }

    private static byte[] line(String... arguments) {
        return (String.join("\0", arguments) + "\0").getBytes(UTF_8);
    }
}
