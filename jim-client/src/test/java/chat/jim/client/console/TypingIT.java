package chat.jim.client.console;

import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.TAB;
import static chat.jim.client.console.Clients.awaitPrompt;
import static chat.jim.client.console.Clients.count;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is typed at a terminal arrives whole, whatever happens meanwhile. */
@NeedsUnixTerminal
class TypingIT {
    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();
    private final RawClient bob = server.online("bob");

    @AfterEach
    void stop() {
        bob.close();
        server.close();
    }

    @Test
    void a_half_typed_line_stays_whole_below_the_messages_that_arrive() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            bob.join("#tea");
            alice.type("join #tea" + ENTER).awaitRow("You are in #tea");
            alice.type("message bob half a li");
            for (int i = 100; i < 160; i++) {
                bob.msg("#tea", "number " + i);
            }
            alice.awaitScreen("number 159");
            awaitPrompt(alice, "#tea> message bob half a li");
            for (int i = 100; i < 160; i++) {
                assertThat(count(alice, "#tea bob: number " + i)).isEqualTo(1);
            }
            alice.type("ne" + ENTER).awaitRow("-> bob: half a line");
        }
    }

    @Test
    void what_is_typed_before_the_program_is_ready_is_not_lost() {
        try (TerminalProgram alice = Clients.start(folder, server.port(), List.of())) {
            alice.type("alice" + ENTER + "message bob one" + ENTER + "message bob two" + ENTER + "message bob thr");

            bob.expectMessage("alice", "one");
            bob.expectMessage("alice", "two");
            awaitPrompt(alice, "> message bob thr");
            alice.type("ee" + ENTER);
            bob.expectMessage("alice", "three");
        }
    }

    @Test
    void a_line_may_be_typed_over_several_sizes_of_the_terminal() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("message bob to be").awaitRow("> message bob to be");
            alice.resize(60, 20).type(" or not");
            awaitPrompt(alice, "> message bob to be or not");
            alice.resize(1, 1).type(" to");
            bob.msg("alice", "where are you?").expect(200);
            alice.resize(100, 30).type(" be" + ENTER);
            bob.expectMessage("alice", "to be or not to be");
        }
    }

    @Test
    void tab_completes_commands_and_names_and_rooms() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            awaitKnownNames(alice);
            alice.type("mess" + TAB);
            awaitPrompt(alice, "> message");
            alice.type("b" + TAB);
            awaitPrompt(alice, "> message bob");
            alice.type("hello" + ENTER);
            bob.expectMessage("alice", "hello");

            alice.type("join #tea" + ENTER).awaitRow("You made #tea");
            alice.type("/leave #" + TAB);
            awaitPrompt(alice, "#tea> /leave #tea");
            alice.type(ENTER).awaitRow("You left #tea");
        }
    }

    @Test
    void tab_offers_the_names_of_those_online_also_for_a_word_of_a_text() {
        try (RawClient other = server.online("boris");
                TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            awaitKnownNames(alice);
            alice.type("talk b" + TAB).awaitRow("> talk bo");
            assertThat(alice.awaitRow("boris")).isEqualTo("bob  boris");
            alice.type("r" + TAB);
            awaitPrompt(alice, "> talk boris");
            alice.type(ENTER).awaitRow("What you type now goes to boris.");
            alice.type("Bor" + TAB);
            awaitPrompt(alice, "boris> boris:");
            alice.type(Clients.CTRL_C);
            awaitPrompt(alice, "boris>");
            alice.type("Is Bor" + TAB);
            awaitPrompt(alice, "boris> Is boris");
            alice.type("there?" + ENTER);
            other.expectMessage("alice", "Is boris there?");
        }
    }

    @Test
    void a_text_that_is_too_long_is_refused_and_can_be_changed() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("message bob " + "x".repeat(501) + ENTER);
            alice.awaitRow("This text has 501 characters, 1 more than the 500 that can be sent.");
            alice.awaitScreen("> message bob xxx");
            alice.type("\b" + ENTER);
            bob.expectMessage("alice", "x".repeat(500));
        }
    }

    @Test
    void a_paste_of_several_lines_is_asked_about_once() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("message bob " + pasted("one\rtwo\rthree") + ENTER);
            alice.awaitRow("Send these 3 lines to bob, each as a message? (y/n)");
            alice.type("n" + ENTER).awaitRow("Not sent.");
            alice.type("message bob " + pasted("four\rfive") + ENTER);
            alice.awaitRow("Send these 2 lines to bob, each as a message? (y/n)");
            alice.type("y" + ENTER);
            bob.expectMessage("alice", "four");
            bob.expectMessage("alice", "five");
        }
    }

    /** The client asks who is online when it is connected: that is answered before any later request. */
    private static void awaitKnownNames(TerminalProgram client) {
        client.type("rooms" + ENTER).awaitRow("Rooms: 0.");
    }

    private static String pasted(String text) {
        return "\u001b[200~" + text + "\u001b[201~";
    }
}
