package chat.jim.client.console;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client with accounts, without a terminal: each line is an answer to what it asks. What needs a process is asked
 * of the built {@code jim-client.jar}.
 */
class LoginIT {
    @TempDir
    private Path folder;

    @AutoClose
    private TestServer server =
            TestServer.start().withAccount("alice", "secret").withAccount("bob", "b");

    @Test
    void for_a_name_with_an_account_it_asks_for_the_password() {
        try (Program alice = start("-n", "alice")) {
            alice.awaitLine("Error 401: The name alice has an account");
            alice.awaitLine("Password");
            alice.type("secret");
            alice.awaitLine("as alice.");
        }
    }

    @Test
    void a_wrong_password_can_be_followed_by_another_name_behind_an_empty_line() {
        try (Program client = start()) {
            client.awaitLine("Your name:");
            client.type("alice").type("wrong");
            client.awaitLine("Error 402: Wrong password");
            client.type("").type("carol");
            client.awaitLine("as carol.");
        }
    }

    @Test
    void who_takes_long_to_choose_a_name_is_connected_anew() {
        server.close();
        server = TestServer.startImpatient().withAccount("alice", "secret");
        try (Program alice = start()) {
            alice.awaitLine("Your name:");
            await().until(() -> server.connections() == 0);
            alice.type("alice");
            alice.awaitLine("Password");
            await().until(() -> server.connections() == 0);
            alice.type("secret");
            alice.awaitLine("as alice.");
            assertThat(alice.out()).noneMatch(line -> line.contains("lost"));
        }
    }

    @Test
    void the_password_may_come_from_a_file() throws Exception {
        try (Program alice = start("-n", "alice", "--password-file", file("secret\r\n"))) {
            alice.awaitLine("as alice.");
        }
    }

    @Test
    void the_password_may_come_from_the_environment() {
        try (Program alice =
                Program.start(folder, List.of("JIM_PASSWORD=secret"), "jim-client.jar", arguments("-n", "alice"))) {
            alice.awaitLine("as alice.");
        }
    }

    @Test
    void a_wrong_password_from_a_file_ends_a_script_with_1() throws Exception {
        try (Program alice = start("-n", "alice", "--password-file", file("wrong"))) {
            alice.awaitLine("Error 402");
            assertThat(alice.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void a_guest_registers_the_own_name_and_keeps_it() {
        try (Program carol = start("-n", "carol")) {
            carol.awaitLine("as carol.");
            carol.type("register").type("pass-word");
            carol.awaitLine("-- You have the account carol");
            carol.type("exit").exitStatus();
        }
        try (RawClient peer = server.connect()) {
            peer.authenticate("carol", "pass-word").expect(200);
        }
    }

    @Test
    void an_account_can_be_made_before_coming_online() {
        try (Program carol = start()) {
            carol.awaitLine("Your name:");
            carol.type("register carol").type("pass-word");
            carol.awaitLine("as carol.");
        }
    }

    @Test
    void contacts_are_added_listed_and_removed_and_heard_of() throws Exception {
        try (Program alice = start("-n", "alice", "--password-file", file("secret"))) {
            alice.awaitLine("as alice.");
            alice.type("add bob");
            alice.awaitLine("-- bob is among your contacts.");
            alice.type("contacts");
            alice.awaitLine("-- Contacts: 1.");
            RawClient bob = server.connect().authenticate("bob", "b");
            alice.awaitLine("-- bob is online");
            bob.quit();
            alice.awaitLine("-- bob is offline");
            alice.type("remove bob");
            alice.awaitLine("-- bob is no longer among your contacts.");
            alice.type("remove");
            alice.awaitLine("Whom?");
        }
    }

    @Test
    void a_carriage_return_is_no_part_of_a_password_on_the_standard_input() {
        try (Program alice = start("-n", "alice", "--password-file", "-")) {
            alice.type("secret\r");
            alice.awaitLine("as alice.");
        }
    }

    @Test
    void a_pipe_logs_in_with_its_password() throws Exception {
        try (RawClient carol = server.online("carol");
                Program alice = Program.start(
                        folder,
                        "jim-client.jar",
                        arguments("-n", "alice", "-w", "--to", "carol", "--password-file", "-"))) {
            alice.type("secret").type("first line").endInput();

            carol.expectMessage("alice", "first line");
            assertThat(alice.exitStatus()).isZero();
        }
    }

    @Test
    void the_error_with_which_the_server_hangs_up_is_shown() throws Exception {
        try (Program alice = start("-n", "alice", "--password-file", file("secret"))) {
            alice.awaitLine("as alice.");
            server.block("alice");
            alice.awaitLine("Error 403: The account alice is blocked");
            assertThat(alice.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void an_empty_password_in_the_environment_is_none() {
        try (Program alice = start(List.of("JIM_PASSWORD="), "-n", "alice")) {
            alice.awaitLine("Password");
            alice.type("secret");
            alice.awaitLine("as alice.");
        }
    }

    @Test
    void a_password_that_cannot_be_sent_is_said_by_a_pipe() throws Exception {
        try (Program alice = start("-n", "alice", "-w", "--password-file", file("x".repeat(700)))) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            assertThat(alice.err()).singleElement().asString().contains("Cannot log in as alice", "700");
        }
    }

    @Test
    void too_many_failures_end_it_and_no_password_is_taken_for_a_name() {
        try (Program client = start()) {
            client.awaitLine("Your name:");
            client.type("alice").type("1").type("2").type("3").type("4").type("5");
            client.awaitLine("Error 429");
            assertThat(client.exitStatus()).isEqualTo(1);
            assertThat(server.isOnline("5")).isFalse();
        }
    }

    @Test
    void help_and_exit_are_no_names() {
        try (Program client = start()) {
            client.awaitLine("Your name:");
            client.type("help");
            client.awaitLine("Type the name that others will see");
            client.type("exit");
            assertThat(client.exitStatus()).isZero();
        }
    }

    @Test
    void a_name_on_the_command_line_is_no_command() {
        try (Program client = start("-n", "exit")) {
            client.awaitLine("as exit.");
        }
    }

    @Test
    void a_pipe_without_the_password_ends_with_1() {
        try (Program alice = start("-n", "alice", "-r")) {
            assertThat(alice.exitStatus()).isEqualTo(1);
            assertThat(alice.err())
                    .containsExactly("Cannot log in as alice: 401 The name alice has an account: authenticate if"
                            + " it is yours, or choose another name.");
        }
    }

    private Program start(String... options) {
        return start(List.of(), options);
    }

    private Program start(List<String> environment, String... options) {
        return Program.startHere(folder, environment, ClientMain::run, arguments(options));
    }

    private String[] arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port())));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text).toString();
    }
}
