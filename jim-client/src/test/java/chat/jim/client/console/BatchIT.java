package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with {@code --batch}; what needs a process is asked of the built {@code jim-client.jar}. */
class BatchIT {
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
    void commands_are_executed_in_order_and_all_answers_waited_for() {
        try (Program script = Program.start(folder, "jim-client.jar", arguments("-n", "bot"))) {
            script.type("join #tea")
                    .type("")
                    .type("message #tea build is green")
                    .type("who #tea");

            assertThat(script.endInput().exitStatus()).isZero();
            bob.expect(100, "bot joined #tea");
            bob.expectMessage("bot", "build is green");
            assertThat(script.out())
                    .map(line -> line.replaceFirst("^\\d\\d:\\d\\d ", ""))
                    .containsExactly(
                            "-- You are in #tea.", "-> #tea: build is green", "-- In #tea: 2.", "   bob", "   bot");
            assertThat(script.err()).isEmpty();
        }
    }

    @Test
    void a_command_that_fails_is_reported_on_standard_error_and_makes_the_status_1() {
        try (Program script = start()) {
            script.type("leave #tea").type("dance").type("message bob still here");

            assertThat(script.endInput().exitStatus()).isEqualTo(1);
            assertThat(script.err()).hasSize(2);
            assertThat(String.join("\n", script.err())).contains("Error 404: You are not in #tea", "no command dance");
            assertThat(bob.receive()).contains("still here");
        }
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_command_and_bytes_that_are_not_utf8_are_text() {
        try (Program script = start("-n", "bot")) {
            script.typeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF})
                    .type("message bob good")
                    .typeBytes("message bob caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(script.endInput().exitStatus()).isZero();
            assertThat(script.err()).singleElement().asString().startsWith("Line 2 of the standard input is not UTF-8");
            bob.expectMessage("bot", "good");
            bob.expectMessage("bot", "caf\\\\xe9");
        }
    }

    @Test
    void exit_ends_it_before_the_end_of_input() {
        try (Program script = start("-n", "bot")) {
            script.type("exit").type("message bob too late");

            assertThat(script.exitStatus()).isZero();
            bob.fence("bob");
        }
    }

    @Test
    void with_json_the_objects_of_the_server_are_the_output() {
        try (Program script = start("-n", "bot", "--json")) {
            script.type("message nobody hi").type("who #tea");

            assertThat(script.endInput().exitStatus()).isEqualTo(1);
            assertThat(script.out())
                    .map(line -> line.replaceFirst("\"time\":\\d+", "\"time\":1"))
                    .containsExactly(
                            "{\"response\":404,\"time\":1,\"error\":\"Nobody called nobody is online: check the name.\"}",
                            "{\"response\":202,\"time\":1,\"list\":[\"bob\"]}",
                            "{\"response\":200,\"time\":1,\"alert\":\"In #tea: 1.\"}");
        }
    }

    @Test
    void a_name_that_is_taken_makes_the_status_1() {
        try (Program script = start("-n", "bob")) {
            assertThat(script.exitStatus()).isEqualTo(1);
            assertThat(script.err()).singleElement().asString().contains("Error 409");
        }
    }

    @Test
    void a_lost_server_ends_it_with_status_1() {
        try (Program script = start("-n", "bot")) {
            script.type("message bob hi");
            bob.expectMessage("bot", "hi");

            server.close();

            assertThat(script.exitStatus()).isEqualTo(1);
            assertThat(script.err())
                    .filteredOn(line -> line.contains("is lost"))
                    .hasSize(1);
        }
    }

    private Program start(String... options) {
        return Program.startHere(folder, List.of(), ClientMain::run, arguments(options));
    }

    private String[] arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port()), "--batch"));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }
}
