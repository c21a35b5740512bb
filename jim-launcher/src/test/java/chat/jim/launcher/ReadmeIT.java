package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README says is true. */
class ReadmeIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jim-server.jar",
                "jim-server.jar account",
                "jim-client.jar",
                "jim-launcher.jar",
                "jim-launcher.jar bench"
            })
    void its_options_are_those_of_help(String command) throws IOException {
        String[] words = (command + " --help").split(" ", 2);
        try (Program program = Program.start(folder, words[0], words[1].split(" "))) {
            assertThat(program.exitStatus()).isZero();
            assertThat(Files.readString(Path.of("..", "README.md"))).contains(String.join("\n", program.out()));
        }
    }
}
