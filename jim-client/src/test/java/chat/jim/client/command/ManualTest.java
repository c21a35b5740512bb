package chat.jim.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client's manual. */
class ManualTest {
    @Test
    void it_lists_the_commands_as_help_does() throws IOException {
        List<String> help =
                CommandHelp.all().stream().map(line -> "    " + line).toList();

        assertThat(Files.readAllLines(Path.of("README.md"))).containsSequence(help);
    }
}
