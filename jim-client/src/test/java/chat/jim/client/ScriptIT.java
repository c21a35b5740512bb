package chat.jim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built {@code jim-client.jar} as scripts use it: with streams that fail, in a bare locale. */
class ScriptIT {
    private static final String BOB = "\u0431\u043e\u0431";
    private static final String TEA = "\u0447\u0430\u0439";

    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_reader_whose_disk_is_full_says_so_and_fails() {
        try (RawClient bob = server.online("bob").join("#all");
                Program reader = startIn("exec \"$@\" > /dev/full", "-n", "reader", "-r")) {
            bob.expect(100, "reader joined");
            bob.msg("#all", "one").expect(200);

            assertThat(reader.exitStatus()).isEqualTo(1);
            assertThat(reader.err())
                    .containsExactly(
                            "Cannot write to the standard output (No space left on device): send it elsewhere.");
        }
    }

    @Test
    void a_reader_that_nobody_listens_to_any_more_ends_quietly() {
        try (RawClient bob = server.online("bob").join("#all");
                Program reader = startIn(
                        "{ \"$@\"; echo status $? >&2; } | { head -n 1; exec <&-; echo gone >&2; }",
                        "-n",
                        "reader",
                        "-r")) {
            bob.expect(100, "reader joined");
            bob.msg("#all", "one").expect(200);
            reader.awaitError("gone");
            bob.msg("#all", "two").expect(200);

            reader.awaitError("status 0");
            assertThat(reader.out()).containsExactly("bob: one");
            assertThat(reader.err()).containsExactly("gone", "status 0");
        }
    }

    @Test
    void a_writer_whose_standard_error_is_closed_ends_as_ever() {
        try (Program writer = startIn("exec \"$@\" 2>&-", "-w", "--to", "nobody")) {
            assertThat(writer.type("hello?").endInput().exitStatus()).isEqualTo(1);
            assertThat(writer.out()).isEmpty();
        }
    }

    @Test
    void a_writer_that_loses_the_server_says_from_which_line_on_nothing_is_confirmed() {
        try (Program mortal = Program.startServer(folder);
                RawClient bob = RawClient.online(mortal.port(), "bob");
                Program writer = Program.start(
                        folder,
                        "jim-client.jar",
                        "127.0.0.1",
                        Integer.toString(mortal.port()),
                        "-n",
                        "w",
                        "-w",
                        "--to",
                        "bob")) {
            writer.type("one").type("").type("three");
            bob.expectMessage("w", "one");
            bob.expectMessage("w", "three");

            mortal.kill();

            assertThat(writer.exitStatus()).isEqualTo(1);
            assertThat(writer.err()).hasSize(2).last().asString().containsPattern("nothing from line [134] on");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void names_on_the_command_line_are_understood_in_a_bare_locale() {
        try (RawClient bob = server.online("bob").join("#" + TEA);
                Program writer = startBare("-w -n " + shell(BOB) + " --room " + shell(TEA))) {
            assertThat(writer.type("hi").endInput().exitStatus()).isZero();
            bob.expect(100, BOB + " joined #" + TEA);
            bob.expectMessage(BOB, "hi");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_java_cannot_name_in_a_bare_locale_is_told_in_a_sentence() {
        try (Program client = startBare("-w --logs " + shell(TEA))) {
            assertThat(client.exitStatus()).isEqualTo(2);
            assertThat(client.err())
                    .containsExactly(
                            "Invalid value for option '--logs': Java cannot open " + TEA + " in this locale: "
                                    + "set LC_ALL=C.UTF-8, or take another name.",
                            "Try --help.");
        }
    }

    private Program startIn(String script, String... options) {
        return Program.startIn(script, folder, "jim-client.jar", arguments(options));
    }

    private Program startBare(String options) {
        return startIn("LC_ALL=C exec \"$@\" " + options);
    }

    /** A word that a shell makes of its bytes: this Java may be in a bare locale itself, and could not hand it over. */
    private static String shell(String word) {
        StringBuilder bytes = new StringBuilder();
        for (byte b : word.getBytes(UTF_8)) {
            bytes.append('\\').append(Integer.toOctalString(b & 0xFF));
        }
        return "\"$(printf '" + bytes + "')\"";
    }

    private String[] arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port())));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }
}
