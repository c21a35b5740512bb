package chat.jim.client.console;

import static chat.jim.client.console.Clients.CTRL_C;
import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A talk, in which plain lines go to one addressee. */
@NeedsUnixTerminal
class TalkIT {
    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();
    private RawClient bob;
    private TerminalProgram alice;

    @BeforeEach
    void comeOnline() {
        bob = server.online("bob");
        alice = Clients.online(folder, server.port(), "alice");
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        server.close();
    }

    @Test
    void plain_lines_go_to_whom_one_talks_with_until_that_ends() {
        alice.type("talk bob" + ENTER);
        awaitPrompt(alice, "bob>");
        alice.type("who wants tea?" + ENTER);
        bob.expectMessage("alice", "who wants tea?");
        alice.type("//x" + ENTER);
        bob.expectMessage("alice", "/x");
        alice.type("/who" + ENTER).awaitRow("Online: 2.");
        alice.type("talk" + ENTER).awaitRow("The talk is over.");
        awaitPrompt(alice, ">");
        alice.type("tea" + ENTER).awaitRow("There is no command tea.");
        alice.type("message bob end" + ENTER);
        bob.expectMessage("alice", "end");
    }

    @Test
    void a_talk_with_a_room_enters_it() {
        bob.join("#tea");
        alice.type("talk #tea" + ENTER).awaitRow("You are in #tea");
        awaitPrompt(alice, "#tea>");
        assertThat(bob.receive()).contains("alice joined #tea");
        alice.type("hello, all" + ENTER);
        bob.expectMessage("alice", "hello, all");
        alice.type("/leave #tea" + ENTER).awaitRow("You left #tea");
        awaitPrompt(alice, ">");
    }

    @Test
    void who_enters_a_room_talks_there_and_in_the_newest_one_until_it_is_left() {
        bob.join("#tea");
        alice.type("join #tea" + ENTER);
        awaitPrompt(alice, "#tea>");
        alice.type("hello, all" + ENTER);
        assertThat(bob.receive()).contains("alice joined #tea");
        bob.expectMessage("alice", "hello, all");
        alice.type("/join ops" + ENTER);
        awaitPrompt(alice, "#ops>");
        alice.type("/leave #tea" + ENTER).awaitRow("You left #tea");
        awaitPrompt(alice, "#ops>");
        alice.type("/leave" + ENTER).awaitRow("You left #ops");
        awaitPrompt(alice, ">");
    }

    @Test
    void who_names_nobody_is_told_who_was_perhaps_meant() {
        bob.join("#tea");
        alice.type("message tea hi" + ENTER).awaitRow("There is no tea online; did you mean #tea?");
        alice.awaitRow("Not sent: -> tea: hi");
        alice.type("message bbo hi" + ENTER).awaitRow("There is no bbo online; did you mean bob?");
        alice.type("talk tea" + ENTER).awaitRow("There is no tea online; did you mean #tea? (y/n)");
        alice.type("y" + ENTER).awaitRow("You are in #tea");
        awaitPrompt(alice, "#tea>");
        alice.type("/talk bbo" + ENTER + "n" + ENTER).awaitRow("bbo is not online: what you write may be refused.");
        awaitPrompt(alice, "bbo>");
    }

    @Test
    void text_to_nobody_is_answered_with_commands_that_would_work() {
        alice.type("hello" + ENTER).awaitRow("There is no command hello. To say this to bob: message bob TEXT.");
        bob.join("#tea");
        alice.type("//tmp is full" + ENTER)
                .awaitRow("To say this to #tea: talk #tea, then your text. Or: message bob TEXT. All commands: help.");
        alice.type("mesage bob hi" + ENTER).awaitRow("There is no command mesage. Did you mean message?");
    }

    @Test
    void what_looks_like_a_command_in_a_talk_is_asked_about() {
        alice.type("talk bob" + ENTER);
        awaitPrompt(alice, "bob>");
        alice.type("who" + ENTER).awaitRow("Send this to bob? To run it as a command, type /who. (y/n)");
        alice.type("n" + ENTER);
        awaitPrompt(alice, "bob> /who");
        alice.type(ENTER).awaitRow("Online: 2.");
        alice.type("who" + ENTER + "y" + ENTER);
        bob.expectMessage("alice", "who");
    }

    @Test
    void what_names_somebody_else_is_asked_about_until_the_answer_is_yes_or_no() {
        alice.type("talk bob" + ENTER);
        awaitPrompt(alice, "bob>");
        alice.type("talk dave" + ENTER).awaitRow("Send this to bob? To run it as a command, type /talk. (y/n)");
        alice.type("yeah" + ENTER).awaitRow("Please answer y or n.");
        alice.type("no" + ENTER);
        awaitPrompt(alice, "bob> /talk dave");
        bob.fence("bob");
    }

    @Test
    void the_words_that_the_client_began_with_are_commands_in_a_talk_too() {
        try (RawClient carol = server.online("carol")) {
            alice.type("talk bob" + ENTER);
            awaitPrompt(alice, "bob>");
            alice.type("message carol psst" + ENTER);
            carol.expectMessage("alice", "psst");
            alice.type("message nobody psst" + ENTER)
                    .awaitRow("Send this to bob? To run it as a command, type /message.");
            alice.type("n" + ENTER);
            awaitPrompt(alice, "bob> /message nobody psst");
            alice.type(CTRL_C + "help" + ENTER).awaitRow("Tab completes");
            alice.type("exit" + ENTER);
            assertThat(alice.exitStatus()).isZero();
            bob.fence("bob");
        }
    }

    @Test
    void a_reply_goes_to_who_wrote_last_to_us_alone_and_not_to_the_talk() {
        alice.type("r hello" + ENTER).awaitRow("Nobody has written to you yet.");
        try (RawClient carol = server.online("carol")) {
            alice.type("talk bob" + ENTER);
            awaitPrompt(alice, "bob>");
            carol.msg("alice", "psst").expect(200);
            awaitPrompt(alice, "(1) bob>");
            alice.type("/r what?" + ENTER);
            carol.expectMessage("alice", "what?");
            awaitPrompt(alice, "bob>");
            bob.fence("bob");
        }
    }
}
