package chat.jim.client.console;

import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One account at two terminals. */
@NeedsUnixTerminal
class SeveralMachinesIT {
    @TempDir
    private Path home;

    @TempDir
    private Path work;

    private final TestServer server = TestServer.startWithMailbox(100).withAccount("alice", "secret");
    private RawClient bob;
    private TerminalProgram atHome;
    private TerminalProgram atWork;

    @BeforeEach
    void comeOnline() {
        bob = server.online("bob").join("#tea");
        atHome = login(home);
        atHome.type("join #tea" + ENTER).awaitRow("You are in #tea.");
        bob.expect(100, "alice joined #tea");
        atWork = login(work);
    }

    @AfterEach
    void stop() {
        atHome.close();
        atWork.close();
        bob.close();
        server.close();
    }

    private TerminalProgram login(Path folder) {
        TerminalProgram client = Clients.start(folder, server.port(), List.of(), "-n", "alice");
        client.awaitRow("Password of alice");
        client.type("secret" + ENTER);
        client.awaitRow("Connected to");
        return client;
    }

    @Test
    void each_shows_what_is_said_to_both_and_what_the_other_says_and_follows_it() {
        atWork.awaitRow("You are also online elsewhere: 2 sessions with this one.");
        atWork.awaitRow("You joined #tea.");
        bob.msg("alice", "a question").expect(200);
        atHome.awaitRow("bob: a question");
        atWork.awaitRow("bob: a question");

        atWork.type("message bob an answer" + ENTER).awaitRow("-> bob: an answer");
        bob.expectMessage("alice", "an answer");
        atHome.awaitRow("-> bob: an answer");

        atWork.type("leave #tea" + ENTER).awaitRow("You left #tea.");
        atHome.awaitRow("The talk is over.");
        awaitPrompt(atHome, "(1) >");
        assertThat(atWork.type("exit" + ENTER).exitStatus()).isZero();
        bob.expect(100, "alice left #tea").msg("alice", "still there?").expect(200);
        atHome.awaitRow("bob: still there?");
    }
}
