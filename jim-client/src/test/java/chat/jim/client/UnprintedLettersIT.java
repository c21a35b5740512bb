package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Letters that wait in a mailbox for the built {@code jim-client.jar}, which can or cannot print them. */
@EnabledOnOs(OS.LINUX)
class UnprintedLettersIT {
    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.startWithMailbox(100).withAccount("bob", "b");

    @BeforeEach
    void keepLetters() {
        try (RawClient alice = server.online("alice")) {
            alice.msg("bob", "one").expect(202);
            alice.msg("bob", "two").expect(202);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch", "--batch --json", "", "-r"})
    void on_a_full_disk_they_stay_in_the_mailbox(String mode) {
        try (Program client = startIn("exec \"$@\" " + mode + " > /dev/full")) {
            assertThat(client.exitStatus()).isEqualTo(1);
            assertThat(client.err())
                    .containsExactly(
                            "Cannot write to the standard output (No space left on device): send it elsewhere.");
        }
        assertWaiting("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch", "--batch --json", ""})
    void on_a_full_disk_they_stay_in_the_mailbox_also_if_the_input_has_ended(String mode) {
        try (Program client = startIn("exec \"$@\" " + mode + " < /dev/null > /dev/full")) {
            assertThat(client.exitStatus()).isEqualTo(1);
            assertThat(client.err()).hasSize(1);
        }
        assertWaiting("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch", "--batch --json", ""})
    void what_nobody_reads_any_more_stays_in_the_mailbox(String mode) {
        try (Program client = startIn("{ \"$@\" " + mode + "; echo status $? >&2; } | :")) {
            client.awaitError("status 1");
            assertThat(client.err()).containsExactly("Nobody reads the standard output any more.", "status 1");
        }
        assertWaiting("one", "two");
    }

    @Test
    void a_reader_prints_them_and_then_they_are_read() {
        try (Program reader = startIn("exec \"$@\" -r")) {
            reader.awaitLine("alice -> you: two");
            assertThat(reader.out()).containsExactly("alice -> you: one", "alice -> you: two");
            assertThat(reader.terminate().exitStatus()).isZero();
        }
        server.connect().authenticate("bob", "b").expect(200, "").fence("bob");
    }

    @Test
    void a_writer_leaves_them() {
        try (Program writer = startIn("echo hello | \"$@\" -w")) {
            assertThat(writer.exitStatus()).isZero();
        }
        assertWaiting("one", "two");
    }

    private void assertWaiting(String... texts) {
        try (RawClient bob = server.connect().authenticate("bob", "b").expect(200, "")) {
            for (String text : texts) {
                bob.expectMessage("alice", text);
            }
        }
    }

    private Program startIn(String script) {
        return Program.startIn(
                "export JIM_PASSWORD=b; " + script,
                folder,
                "jim-client.jar",
                "127.0.0.1",
                Integer.toString(server.port()),
                "-n",
                "bob");
    }
}
