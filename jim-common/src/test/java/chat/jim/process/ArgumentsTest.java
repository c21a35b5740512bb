package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentsTest {
    private static final String DAMAGED = "\ufffd".repeat(6);

    @TempDir
    private Path folder;

    @Test
    void the_last_ones_of_the_command_line_are_meant() throws IOException {
        assertThat(Arguments.decoded(line("java", "-jar", "x.jar", "-n", "\u0431\u043e\u0431", ""), "-n", DAMAGED, ""))
                .containsExactly("-n", "\u0431\u043e\u0431", "");
    }

    @Test
    void a_question_mark_may_stand_for_any_letter() throws IOException {
        assertThat(Arguments.decoded(line("java", "A", "who?", "ann\u00e9"), "who?", "ann??"))
                .containsExactly("who?", "ann\u00e9");
    }

    @Test
    void arguments_that_come_from_elsewhere_stay_as_given() throws IOException {
        assertThat(Arguments.decoded(line("java", "@file"), "-n", DAMAGED)).containsExactly("-n", DAMAGED);
        assertThat(Arguments.decoded(line("java", "-Dx=y", "@file"), "-n", DAMAGED))
                .containsExactly("-n", DAMAGED);
    }

    @Test
    void arguments_that_are_not_utf8_stay_as_given() throws IOException {
        Path line = Files.writeString(folder.resolve("latin"), "java\0-n\0ann\u00e9\0", StandardCharsets.ISO_8859_1);

        assertThat(Arguments.decoded(line, "-n", "ann\u00e9")).containsExactly("-n", "ann\u00e9");
    }

    private Path line(String... arguments) throws IOException {
        return Files.writeString(folder.resolve("line"), String.join("\0", arguments) + "\0");
    }
}
