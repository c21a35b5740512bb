package chat.jim.client.console;

import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static chat.jim.client.console.Clients.count;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.old.OldServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.TerminalProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody at a terminal sees of an old server. */
@NeedsUnixTerminal
class OldServerScreenIT {
    @TempDir
    private Path folder;

    @Test
    void a_message_without_an_answer_is_shown_though_nothing_comes() throws IOException {
        try (OldServer server = new OldServer(OldServer.COURSE);
                TerminalProgram alice = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            awaitPrompt(alice, ">");
            alice.type("message bob hello" + ENTER);

            alice.awaitRow("~> bob: hello");
        }
    }

    @Test
    void no_talk_begins_in_a_room_that_is_not_there() throws IOException {
        try (OldServer server = new OldServer(OldServer.COURSE);
                TerminalProgram alice = Clients.start(folder, server.port(), List.of(), "-n", "alice")) {
            awaitPrompt(alice, ">");
            alice.type("join #tea" + ENTER);

            alice.awaitRow("Error 400: Bad Request");
            assertThat(count(alice, "What you type now")).isZero();
        }
    }
}
