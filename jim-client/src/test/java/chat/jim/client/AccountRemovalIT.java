package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.TerminalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The question of {@code jim-server account remove}, on a terminal: here, since the server's own tests have none. */
class AccountRemovalIT {
    @TempDir
    private Path folder;

    @BeforeEach
    void addAlice() throws IOException {
        Files.writeString(folder.resolve("pw"), "secret123");
        try (Program add = Program.start(
                folder, "jim-server.jar", "account", "add", "alice", "--password-file", "pw", "--data", "here")) {
            assertThat(add.exitStatus()).isZero();
        }
    }

    @Test
    void it_removes_nothing_without_a_clear_yes() {
        try (TerminalProgram remove = remove()) {
            remove.awaitScreen("Remove the account alice, its contacts and 0 waiting messages? (y/n)");
            remove.type("perhaps\r").type("n\r").awaitScreen("The account alice was not removed.");
            assertThat(remove.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_yes_removes_it() {
        try (TerminalProgram remove = remove()) {
            remove.awaitScreen("(y/n)").type("y\r").awaitScreen("The account alice is removed.");
            assertThat(remove.exitStatus()).isZero();
        }
    }

    private TerminalProgram remove() {
        return TerminalProgram.start(
                folder, 100, 24, List.of(), "jim-server.jar", "account", "remove", "alice", "--data", "here");
    }
}
