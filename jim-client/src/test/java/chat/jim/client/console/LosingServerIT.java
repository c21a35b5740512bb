package chat.jim.client.console;

import static chat.jim.client.console.Clients.CTRL_D;
import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static chat.jim.client.console.Clients.count;
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

/** A server goes down and another comes up at its port, while somebody types. */
@NeedsUnixTerminal
class LosingServerIT {
    @TempDir
    private Path folder;

    @AutoClose
    private TestServer server = TestServer.start();

    @Test
    void who_types_while_the_server_is_away_loses_nothing() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("join #tea" + ENTER).awaitRow("You made #tea");
            alice.type("message #tea to be");
            awaitPrompt(alice, "#tea> message #tea to be");
            server.close();

            alice.awaitRow("!! ");
            awaitPrompt(alice, "(offline) #tea> message #tea to be");
            alice.type(" or not" + ENTER).awaitRow("Not sent yet: -> #tea: to be or not");
            alice.type("message #tea second" + ENTER).awaitRow("Not sent yet: -> #tea: second");
            alice.type("/who" + ENTER).awaitRow("only messages are kept until it is back");
            alice.type("half a li");
            awaitPrompt(alice, "(offline) #tea> half a li");

            server = TestServer.startAt(server.port());
            try (RawClient bob = server.online("bob")) {
                alice.awaitRow("Connected again to 127.0.0.1, port " + server.port() + " as alice.");
                bob.join("#tea");
                bob.expectMessage("alice", "to be or not");
                bob.expectMessage("alice", "second");
                alice.awaitRows(
                        "that it is sent",
                        rows -> rows.stream().anyMatch(row -> row.matches("\\d\\d:\\d\\d -> #tea: second")));
                awaitPrompt(alice, "#tea> half a li");
                assertThat(count(alice, "-> #tea: to be or not")).isEqualTo(2);
                assertThat(count(alice, "The connection to the server is lost")).isEqualTo(1);
                bob.msg("#tea", "are you back?");
                alice.awaitRow("#tea bob: are you back?");
            }
        }
    }

    @Test
    void an_account_is_logged_in_again_with_its_password() {
        server.withAccount("alice", "secret");
        try (TerminalProgram alice =
                Clients.start(folder, server.port(), List.of("JIM_PASSWORD=secret"), "-n", "alice")) {
            alice.awaitRow("Connected to");
            server.close();
            alice.awaitRow("(offline) >");
            server = TestServer.startAt(server.port()).withAccount("alice", "secret");
            alice.awaitRow("Connected again");
        }
    }

    @Test
    void one_can_leave_while_the_server_is_away_and_is_told_what_was_not_sent() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            server.close();
            alice.awaitRow("(offline) >");
            alice.type("message bob hello" + ENTER).awaitRow("Not sent yet: -> bob: hello");
            assertThat(alice.type(CTRL_D).exitStatus()).isEqualTo(1);
            alice.awaitScreen("Not sent: -> bob: hello");
        }
    }

    @Test
    void no_server_at_the_start_is_one_line_and_status_1() {
        server.close();
        try (TerminalProgram alice = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            assertThat(alice.screen())
                    .filteredOn(row -> !row.isEmpty())
                    .singleElement()
                    .asString()
                    .contains("No server answers at 127.0.0.1, port " + server.port());
        }
    }

    @Test
    void a_full_server_at_the_start_is_said_in_its_words_and_status_1() {
        server.close();
        server = TestServer.startWithRoomFor(1);
        try (RawClient bob = server.online("bob");
                TerminalProgram alice = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            alice.awaitScreen("Error 503");
            bob.fence("bob");
        }
    }
}
