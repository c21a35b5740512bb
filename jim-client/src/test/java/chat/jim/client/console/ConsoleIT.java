package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client as a person uses it, without a terminal; what needs a process is asked of the built {@code jim-client.jar}. */
class ConsoleIT {
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
    void it_says_where_it_is_connected_and_in_one_line_how_to_begin() {
        try (Program alice = Program.start(folder, "jim-client.jar", arguments("-n", "alice"))) {
            String connected = alice.awaitLine("Connected");

            assertThat(connected).isEqualTo("Connected to 127.0.0.1, port " + server.port() + " as alice.");
            String greeting = alice.awaitLine("message");
            assertThat(greeting).isEqualTo("To write: message NAME TEXT. All commands: help. To leave: exit.");
            assertThat(alice.out()).containsExactly(greeting, connected);
            alice.type("help");
            alice.awaitLine("  leave [#ROOM] ");
        }
    }

    @Test
    void without_a_name_it_asks_and_asks_again_where_the_server_refuses() {
        try (Program alice = start()) {
            alice.awaitLine("Your name:");
            alice.type("Bob");
            alice.awaitLine("Error 409: The name Bob is in use");
            alice.type("not a name");
            alice.awaitLine("This name is not allowed");
            alice.type("alice");
            alice.awaitLine("as alice.");
        }
    }

    @Test
    void a_name_on_the_command_line_that_is_refused_ends_it_with_status_1() {
        try (Program alice = start("-n", "bob")) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            assertThat(alice.out()).singleElement().asString().contains("Error 409");
        }
    }

    @Test
    void a_message_may_be_typed_in_one_line_or_in_three() {
        try (Program alice = online()) {
            alice.type("message bob  hello   there ");
            bob.expectMessage("alice", "hello   there");
            alice.awaitLine("-> bob: hello   there");

            alice.type("message");
            alice.awaitLine("To whom:");
            alice.type("bob");
            alice.awaitLine("Text for bob:");
            alice.type("\u043f\u0440\u0438\u0432\u0435\u0442");
            bob.expectMessage("alice", "\u043f\u0440\u0438\u0432\u0435\u0442");
        }
    }

    @Test
    void what_arrives_is_shown_with_its_sender_and_room_on_one_harmless_line() {
        try (Program alice = online()) {
            alice.type("join");
            alice.awaitLine("Which room?");
            alice.type("join tea");
            alice.awaitLine("-- You made #tea.");
            bob.join("#tea");
            alice.awaitLine("-- bob joined #tea");

            bob.msg("#tea", "in the room").expect(200);
            alice.awaitLine("#tea bob: in the room");
            bob.msg("alice", "one\\nbob: two\\u001b[2J").expect(200);
            alice.awaitLine("bob: one\\nbob: two\\u{1b}[2J");
        }
    }

    @Test
    void an_error_is_shown_with_its_code_and_words() {
        try (Program alice = online()) {
            alice.type("message nobody hi");
            alice.awaitLine("Error 404: Nobody called nobody is online: check the name.");
            alice.type("message bob " + "x".repeat(501));
            alice.awaitLine("This text has 501 characters, 1 more than the 500 that can be sent.");
            alice.type("leave #tea");
            alice.awaitLine("Error 404: You are not in #tea");
            alice.type("dance");
            alice.awaitLine("There is no command dance.");
        }
    }

    @Test
    void who_and_rooms_list_names() {
        bob.join("#tea");
        try (Program alice = online()) {
            alice.type("who");
            alice.awaitLine("Online: 2.");
            alice.awaitLine("   bob");
            alice.type("rooms");
            alice.awaitLine("Rooms: 1.");
            alice.awaitLine("   #tea");
            alice.type("WHO #tea");
            alice.awaitLine("In #tea: 1.");
        }
    }

    @Test
    void exit_quits_with_status_0_after_all_answers() {
        try (Program alice = online()) {
            alice.type("message nobody hi").type("exit");

            assertThat(alice.exitStatus()).isZero();
            assertThat(alice.out()).anyMatch(line -> line.contains("Error 404"));
            server.online("alice").close();
        }
    }

    @Test
    void the_end_of_input_quits_with_status_0() {
        try (Program alice = online()) {
            assertThat(alice.endInput().exitStatus()).isZero();
            server.online("alice").close();
        }
    }

    @Test
    void the_end_of_input_instead_of_a_name_is_no_failure() {
        try (Program alice = start()) {
            alice.awaitLine("Your name:");
            assertThat(alice.endInput().exitStatus()).isZero();
        }
    }

    @Test
    void a_signal_quits_with_status_0() {
        try (Program alice = Program.start(folder, "jim-client.jar", arguments("-n", "alice"))) {
            alice.awaitLine("Connected");
            assertThat(alice.terminate().exitStatus()).isZero();
            server.online("alice").close();
        }
    }

    @Test
    void no_server_is_one_line_and_status_1() {
        server.close();
        try (Program alice = Program.start(folder, "jim-client.jar", arguments("-n", "alice"))) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            assertThat(alice.err()).singleElement().asString().contains("No server answers at 127.0.0.1, port");
            assertThat(alice.out()).isEmpty();
        }
    }

    @Test
    void an_unknown_host_is_one_line_and_status_1() {
        try (Program alice = run("no.such.host.invalid")) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            assertThat(alice.err()).singleElement().asString().contains("no host called no.such.host.invalid");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost 7777 extra, extra",
        "localhost 99999, not a port",
        "-r -w, Use only one of",
        "--to bob, goes with -w"
    })
    void wrong_usage_is_said_and_status_2(String arguments, String words) {
        try (Program alice = run(arguments.split(" "))) {
            assertThat(alice.exitStatus()).isEqualTo(2);
            assertThat(String.join("\n", alice.err())).contains(words, "Try --help.");
        }
    }

    private Program start(String... options) {
        return run(arguments(options));
    }

    private Program run(String... arguments) {
        return Program.startHere(folder, List.of(), ClientMain::run, arguments);
    }

    private String[] arguments(String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "127.0.0.1";
        arguments[1] = Integer.toString(server.port());
        System.arraycopy(options, 0, arguments, 2, options.length);
        return arguments;
    }

    private Program online() {
        Program alice = start("-n", "alice");
        alice.awaitLine("Connected");
        return alice;
    }
}
