package chat.jim.client.console;

import static chat.jim.client.console.Clients.CTRL_C;
import static chat.jim.client.console.Clients.CTRL_D;
import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How one leaves, for good or for a while, and what the terminal is like after that. */
@NeedsUnixTerminal
class LeavingIT {
    private static final String CTRL_Z = "\u001a";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void ctrl_c_drops_a_half_typed_line_and_leaves_where_there_is_none() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("message bob hel");
            awaitPrompt(alice, "> message bob hel");
            alice.type(CTRL_C);
            awaitPrompt(alice, ">");
            alice.type(CTRL_C).awaitRow("To leave, press Ctrl-C once more, or type exit.");
            assertThat(alice.type(CTRL_C).exitStatus()).isZero();
            server.online("alice").close();
        }
    }

    @Test
    void ctrl_d_leaves_also_where_a_name_is_asked_for() {
        try (TerminalProgram alice = Clients.start(folder, server.port(), List.of())) {
            alice.awaitRow("Your name:");
            assertThat(alice.type(CTRL_D).exitStatus()).isZero();
        }
    }

    @Test
    void ctrl_z_stops_it_and_with_fg_it_goes_on_where_it_was() {
        try (RawClient bob = server.online("bob");
                TerminalProgram shell = shell()) {
            shell.type(command() + ENTER).awaitRow("Connected to");
            shell.type("message bob half").awaitRow("> message bob half");
            shell.type(CTRL_Z).awaitScreen("Stopped");
            shell.type("echo $((41 + 1))" + ENTER).awaitRows("42", rows -> rows.contains("42"));
            shell.type("fg" + ENTER);
            awaitPrompt(shell, "> message bob half");
            shell.type(" and half" + ENTER);
            bob.expectMessage("alice", "half and half");
        }
    }

    @Test
    void the_terminal_is_left_as_it_was_found() {
        try (TerminalProgram shell = shell()) {
            shell.type("stty -g; " + command() + "; echo status=$?; stty -g; echo over" + ENTER)
                    .awaitRow("Connected to");
            shell.type("exit" + ENTER).awaitRow("status=0");
            assertSameSettings(shell);
        }
    }

    @Test
    void the_terminal_is_left_as_it_was_found_at_a_signal_too() {
        try (TerminalProgram shell = shell()) {
            shell.type("stty -g; " + command() + "; echo status=$?; stty -g; echo over" + ENTER)
                    .awaitRow("Connected to");
            shell.type("half a li").awaitRow("> half a li");
            shell.handle().children().forEach(ProcessHandle::destroy);
            shell.awaitRow("status=0");
            assertSameSettings(shell);
            server.online("alice").close();
        }
    }

    private static void assertSameSettings(TerminalProgram shell) {
        shell.awaitRows("the end", rows -> rows.contains("over"));
        List<String> settings = shell.screen().stream()
                .filter(row -> row.matches("(\\$ )?[0-9a-f]+(:[0-9a-f]+){30,}"))
                .map(row -> row.replace("$ ", ""))
                .toList();
        assertThat(settings).hasSize(2);
        assertThat(settings.get(1)).isEqualTo(settings.get(0));
        String printed = shell.raw();
        assertThat(printed.lastIndexOf("\u001b[?2004l")).isGreaterThan(printed.lastIndexOf("\u001b[?2004h"));
        assertThat(printed.lastIndexOf("\u001b[?1l")).isGreaterThan(printed.lastIndexOf("\u001b[?1h"));
    }

    /** A shell with job control, but without a line editor of its own. */
    private TerminalProgram shell() {
        List<String> command = List.of("bash", "--norc", "--noprofile", "--noediting", "-i");
        return TerminalProgram.run(folder, 240, 40, List.of("PS1=$ "), command);
    }

    private String command() {
        return Clients.shellCommand(server.port(), "alice");
    }
}
