package chat.jim.client.console;

import static chat.jim.client.console.Clients.CTRL_C;
import static chat.jim.client.console.Clients.CTRL_D;
import static chat.jim.client.console.Clients.CTRL_R;
import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.UP;
import static chat.jim.client.console.Clients.awaitPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which typed lines come back at a key, and which of them are kept for another day. */
@NeedsUnixTerminal
class HistoryIT {
    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();
    private final RawClient bob = server.online("bob").join("#tea");

    @AfterEach
    void stop() {
        bob.close();
        server.close();
    }

    @Test
    void the_lines_of_this_session_come_back_and_also_those_of_the_session_before() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("message #tea who wants some?" + ENTER).awaitRow("Error 403");
            alice.type("rooms" + ENTER).awaitRow("Rooms: 1.");
            alice.type(UP);
            awaitPrompt(alice, "> rooms");
            alice.type(UP);
            awaitPrompt(alice, "> message #tea who wants some?");
            alice.type(CTRL_C);
            awaitPrompt(alice, ">");
            alice.type(CTRL_D).exitStatus();
        }
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type(UP);
            awaitPrompt(alice, "> rooms");
            alice.type(CTRL_C);
            awaitPrompt(alice, ">");
            alice.type(CTRL_R + "wants").awaitRow("message #tea who wants some?");
            alice.type(ENTER).awaitRow("Error 403");
        }
    }

    @Test
    void the_keys_that_move_the_cursor_are_known_in_both_their_forms() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("who" + ENTER).awaitRow("Online: 2.");
            for (String form : List.of("\u001b[", "\u001bO")) {
                alice.type(form + "A" + form + "D" + "<" + form + "H" + "^" + form + "F" + "$" + form + "C" + ">");
                awaitPrompt(alice, "> ^wh<o$>");
                alice.type(CTRL_C);
                awaitPrompt(alice, ">");
            }
        }
    }

    @Test
    void what_is_private_comes_back_in_this_session_but_is_not_kept() throws IOException {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            bob.msg("alice", "knock knock").expect(200);
            alice.awaitRow("knock knock");
            alice.type("message bob secret-1 " + ENTER).awaitRow("-> bob: secret-1");
            alice.type("/msg bob secret-2" + ENTER).awaitRow("-> bob: secret-2");
            alice.type("r secret-3" + ENTER).awaitRow("-> bob: secret-3");
            alice.type("mesage bob secret-4" + ENTER).awaitRow("There is no command mesage.");
            alice.type("talk bob" + ENTER).awaitRow("What you type now goes to bob.");
            alice.type("secret-5" + ENTER).awaitRow("-> bob: secret-5");
            alice.type("/mesage bob secret-6" + ENTER).awaitRow("There is no command mesage.");
            awaitPrompt(alice, "bob>");
            alice.type(UP + UP);
            alice.awaitRow("bob> secret-5");
            alice.type(CTRL_C);
            awaitPrompt(alice, "bob>");
            alice.type("/message" + ENTER).awaitRow("To whom:");
            alice.type("bob" + ENTER).awaitRow("Text for bob:");
            alice.type("secret-7" + ENTER).awaitRow("-> bob: secret-7");
            alice.type("talk" + ENTER).awaitRow("The talk is over.");
            alice.type("join #tea" + ENTER).awaitRow("You are in #tea");
            alice.type("message #tea public-1" + ENTER).awaitRow("-> #tea: public-1");
            alice.type("/talk #tea" + ENTER).awaitRow("What you type now goes to #tea.");
            alice.type("public-2" + ENTER).awaitRow("-> #tea: public-2");
            alice.type("/exit" + ENTER).exitStatus();
        }

        assertThat(kept(folder.resolve(".local/state")))
                .doesNotContain("secret")
                .contains("message #tea public-1", "public-2", "talk bob");
    }

    @Test
    void passwords_are_kept_nowhere_and_the_file_is_for_its_owner_only() throws IOException {
        server.withAccount("carol", "pass-1");
        List<String> elsewhere = List.of("XDG_STATE_HOME=" + folder.resolve("state"));
        try (TerminalProgram carol = Clients.start(folder, server.port(), elsewhere, "-n", "carol")) {
            carol.awaitRow("Password of carol");
            carol.type("pass-1" + ENTER).awaitRow("as carol.");
            carol.type("login alice" + ENTER).awaitRow("as alice.");
            carol.type("register" + ENTER).awaitRow("Password:");
            carol.type("pass-2-long" + ENTER).awaitRow("Once more:");
            carol.type("pass-2-long" + ENTER).awaitRow("You have the account alice");
            carol.type("who" + ENTER).awaitRow("Online: 2.");
            carol.type("exit" + ENTER).exitStatus();

            assertThat(carol.raw()).doesNotContain("pass-");
        }

        assertThat(kept(folder.resolve("state"))).doesNotContain("pass-").contains("who");
        Path file = folder.resolve("state/jim/history");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    private static String kept(Path state) throws IOException {
        return Files.readString(state.resolve("jim/history"));
    }
}
