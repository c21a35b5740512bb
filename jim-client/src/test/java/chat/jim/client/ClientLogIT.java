package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the built {@code jim-client.jar} writes its log. */
class ClientLogIT {
    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void without_a_folder_for_logs_it_leaves_nothing_in_the_current_one() throws IOException {
        assertThat(write("XDG_STATE_HOME=" + folder.resolve("state"))).isEmpty();

        assertThat(names(folder.resolve("state/jim")))
                .singleElement()
                .asString()
                .matches("client\\..*\\.log");
        assertThat(names(folder)).containsExactly("state");
    }

    @Test
    void a_folder_for_logs_that_is_there_is_used() throws IOException {
        Files.createDirectory(folder.resolve("logs"));

        assertThat(write("XDG_STATE_HOME=" + folder.resolve("state"))).isEmpty();

        assertThat(names(folder.resolve("logs"))).singleElement().asString().matches("client\\..*\\.log");
        assertThat(names(folder)).containsExactly("logs");
    }

    @Test
    void a_log_that_cannot_be_written_is_said_once_and_the_lines_are_sent() throws IOException {
        Files.createFile(folder.resolve("state"));

        assertThat(write("XDG_STATE_HOME=" + folder.resolve("state")))
                .containsExactly("Cannot write to the folder " + folder.resolve("state/jim")
                        + ": nothing is logged. Choose another one with --logs.");
    }

    /** Sends a line, which must work, and returns what that says on standard error. */
    private List<String> write(String variable) {
        String port = Integer.toString(server.port());
        try (Program client = Program.start(
                folder, List.of(variable), "jim-client.jar", "localhost", port, "-n", "bot", "-w", "--to", "bot")) {
            assertThat(client.type("hello").endInput().exitStatus()).isZero();
            return client.err();
        }
    }

    private static List<String> names(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
