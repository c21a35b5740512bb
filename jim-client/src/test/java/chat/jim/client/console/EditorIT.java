package chat.jim.client.console;

import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static chat.jim.client.console.Clients.count;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-X Ctrl-E: the line in an editor of the person's own. */
@NeedsUnixTerminal
class EditorIT {
    private static final String EDIT = "\u0018\u0005";

    @TempDir
    private Path folder;

    private Path temporary = Path.of("");

    private final TestServer server = TestServer.start();
    private final RawClient bob = server.online("bob");

    @BeforeEach
    void makeFolder() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @AfterEach
    void stop() {
        bob.close();
        server.close();
    }

    @Test
    void a_line_can_be_changed_in_an_editor_of_ones_own_while_what_comes_waits() throws IOException {
        Path editor = editor("""
                stty -a | grep -q -- ' icanon' && echo "in a file of $(stat -c %a "$2") with $1: $(cat "$2")"
                read answer
                printf 'message bob %s\\n\\n' "$answer" > "$2"
                """);
        try (TerminalProgram alice = editing(editor + " -w")) {
            alice.type("message bob half a li" + EDIT).awaitRow("in a file of 600 with -w: message bob half a li");
            bob.msg("alice", "where are you?").expect(200);
            alice.type("changed ").awaitRow("changed");
            assertThat(count(alice, "where are you?")).isZero();
            alice.type("there" + ENTER).awaitRow("bob: where are you?");
            awaitPrompt(alice, "(1) > message bob changed there");
            alice.type("!" + ENTER);
            bob.expectMessage("alice", "changed there!");
            assertThat(temporary).isDirectoryNotContaining("glob:**/jim*");
        }
    }

    @Test
    void several_lines_from_an_editor_are_asked_about_as_a_paste_is() throws IOException {
        Path editor = editor("printf 'message bob one\\ntwo\\n' > \"$1\"");
        try (TerminalProgram alice = editing(editor.toString())) {
            alice.type(EDIT).awaitRow("Send these 2 lines to bob, each as a message? (y/n)");
            alice.type("y" + ENTER);
            bob.expectMessage("alice", "one");
            bob.expectMessage("alice", "two");
        }
    }

    @Test
    void a_line_stays_as_it_was_if_no_editor_changes_it() throws IOException {
        Path failing = editor("echo other > \"$1\"; exit 3");
        try (TerminalProgram alice = editing(failing.toString())) {
            alice.type("message bob a" + EDIT).awaitRow("has failed (status 3): the line is as it was.");
            alice.type("b" + ENTER);
            bob.expectMessage("alice", "ab");
        }
        for (String none : List.of("", "/no/such/editor")) {
            try (TerminalProgram alice = editing(none)) {
                alice.type("message bob c" + EDIT).awaitRow("in the environment variable VISUAL or EDITOR.");
                alice.type("d" + ENTER);
                bob.expectMessage("alice", "cd");
            }
        }
    }

    @Test
    void a_password_never_gets_into_an_editor() throws IOException {
        server.withAccount("carol", "pass-1");
        Path editor = editor("cat \"$1\" > " + folder + "/seen");
        try (TerminalProgram carol =
                Clients.start(folder, server.port(), List.of("EDITOR=" + editor, "VISUAL="), "-n", "carol")) {
            carol.awaitRow("Password of carol");
            carol.type("pass" + EDIT + "-1" + ENTER).awaitRow("as carol.");
        }
        assertThat(folder.resolve("seen")).doesNotExist();
    }

    private TerminalProgram editing(String editor) throws IOException {
        TerminalProgram client = Clients.start(
                folder,
                server.port(),
                List.of("EDITOR=" + editor, "VISUAL=", "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + temporary),
                "-n",
                "alice");
        client.awaitRow("Connected to");
        awaitPrompt(client, ">");
        return client;
    }

    private Path editor(String script) throws IOException {
        Path editor = Files.writeString(folder.resolve("editor"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        return editor;
    }
}
