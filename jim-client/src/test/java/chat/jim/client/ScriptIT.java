package chat.jim.client;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The client as scripts use it: with JSON, and the built {@code jim-client.jar} with streams that fail and in a bare locale.
 */
class ScriptIT {
    private static final String BOB = "\u0431\u043e\u0431";
    private static final String TEA = "\u0447\u0430\u0439";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void a_reader_prints_what_comes_as_json_and_says_the_loss_of_the_server_in_words() {
        try (RawClient bob = server.online("bob").join("#all");
                Program reader = startHere("-n", "reader", "-r", "--json")) {
            bob.expect(100, "reader joined");
            String object =
                    "{\"action\": \"msg\",\"x\":[1.50],\"time\":1,\"to\":\"#all\",\"from\":\"bob\",\"message\":\""
                            + "\\u001b\u0444\"}";
            bob.sendBytes((object + "\n").getBytes(UTF_8)).expect(200);
            reader.awaitLine("msg");
            bob.quit();
            reader.awaitLine("bob left #all");

            server.close();

            assertThat(reader.exitStatus()).isEqualTo(1);
            assertThat(reader.out())
                    .containsExactly(
                            object,
                            response("100", "alert", "bob left #all"),
                            response("101", "alert", "The server is going down."));
            assertThat(reader.err()).containsExactly("The connection to the server is lost: it has hung up.");
        }
    }

    @Test
    void a_writer_prints_the_answers_to_its_lines_as_json_in_their_order() {
        try (Program writer = startHere("-w", "--json")) {
            writer.type("one").type("").type("x".repeat(501)).type("three");

            assertThat(writer.endInput().exitStatus()).isEqualTo(1);
            assertThat(writer.out()).hasSize(3);
            String sent = response("200", "alert", "Sent.").replace("}", ",\"reached\":0}");
            assertThat(writer.out().get(0)).isEqualTo(sent);
            assertThat(writer.out().get(1)).startsWith("{\"response\":400,").contains("\"error\":\"");
            assertThat(writer.out().get(2)).isEqualTo(sent);
            assertThat(writer.err()).singleElement().asString().startsWith("Line 3: 400 ");
        }
    }

    @Test
    void json_goes_with_a_pipe_only() {
        try (Program client = startHere("--json")) {
            assertThat(client.exitStatus()).isEqualTo(2);
            assertThat(client.err()).containsExactly("--json goes with -r, -w or --batch.", "Try --help.");
        }
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
    @EnabledOnOs(OS.LINUX)
    void a_writer_that_cannot_print_its_answers_sends_all_lines_and_fails() {
        try (RawClient bob = server.online("bob");
                Program writer = startIn("exec \"$@\" > /dev/full", "-n", "w", "-w", "--json", "--to", "bob")) {
            writer.type("one").type("two");

            assertThat(writer.endInput().exitStatus()).isEqualTo(1);
            assertThat(writer.err()).singleElement().asString().contains("No space left on device");
            bob.expectMessage("w", "one");
            bob.expectMessage("w", "two");
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
    @EnabledOnOs(OS.LINUX)
    void help_on_a_full_disk_fails() {
        try (Program client = startIn("exec \"$@\" --help > /dev/full")) {
            assertThat(client.exitStatus()).isEqualTo(1);
            assertThat(client.err())
                    .containsExactly(
                            "Cannot write to the standard output (No space left on device): send it elsewhere.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-w", "--batch", "-w --password-file -"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void who_has_to_read_a_standard_input_that_is_closed_says_so_and_sends_nothing(String mode) {
        try (RawClient bob = server.online("bob").join("#all");
                Program client = startIn("exec \"$@\" -n c " + mode + " <&-")) {
            assertThat(client.exitStatus()).isEqualTo(1);
            assertThat(client.err())
                    .containsExactly("The standard input is closed: give it a file, a pipe, or < /dev/null.");
            bob.fence("bob");
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_reader_whose_standard_output_is_closed_says_so_and_fails() {
        try (RawClient bob = server.online("bob").join("#all");
                Program reader = startIn("exec \"$@\" -n reader -r >&-")) {
            bob.expect(100, "reader joined");
            bob.msg("#all", "one").expect(200);

            assertThat(reader.exitStatus()).isEqualTo(1);
            assertThat(reader.err()).singleElement().asString().startsWith("Cannot write to the standard output");
        }
    }

    @Test
    void a_writer_that_loses_the_server_says_from_which_line_on_nothing_is_confirmed() {
        try (Program mortal = Program.startServer(folder);
                RawClient bob = RawClient.online(mortal.port(), "bob");
                Program writer = Program.startHere(
                        folder,
                        List.of(),
                        ClientMain::run,
                        "127.0.0.1",
                        Integer.toString(mortal.port()),
                        "-n",
                        "w",
                        "-w",
                        "--json",
                        "--to",
                        "bob")) {
            writer.type("one").type("").type("three");
            bob.expectMessage("w", "one");
            await().until(() -> writer.out().size() == 2);

            mortal.kill();

            assertThat(writer.exitStatus()).isEqualTo(1);
            assertThat(writer.err()).hasSize(2).last().asString().contains("nothing from line 4 on");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void names_on_the_command_line_are_understood_in_a_bare_locale() {
        try (RawClient bob = server.online("bob").join("#" + TEA);
                Program writer = startBare("-w -n " + shell(BOB) + " --room " + shell(TEA))) {
            assertThat(writer.type("hi").endInput().exitStatus()).isZero();
            bob.expectMessage(BOB, "hi");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_password_in_the_environment_is_understood_in_a_bare_locale() {
        server.withAccount("ann", TEA);
        try (Program writer =
                startIn("export JIM_PASSWORD=" + shell(TEA) + "; LC_ALL=C exec \"$@\" -w --to ann -n ann")) {
            assertThat(writer.type("hi").endInput().exitStatus())
                    .as("%s", writer.err())
                    .isZero();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_folder_that_java_cannot_name_in_a_bare_locale_is_reported_in_a_sentence() {
        try (Program client = startBare("-w --logs " + shell(TEA))) {
            assertThat(client.exitStatus()).isEqualTo(2);
            assertThat(client.err())
                    .containsExactly(
                            "--logs: Java cannot open " + TEA + " in this locale: "
                                    + "set LC_ALL=C.UTF-8, or take another name.",
                            "Try --help.");
        }
    }

    private static String response(String code, String field, String text) {
        return "{\"response\":" + code + ",\"time\":" + TestServer.NOW + ",\"" + field + "\":\"" + text + "\"}";
    }

    private Program startHere(String... options) {
        return Program.startHere(folder, List.of(), ClientMain::run, arguments(options));
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
