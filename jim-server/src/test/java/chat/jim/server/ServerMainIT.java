package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built {@code jim-server.jar}, run as a user would; what needs no process is asked of the program here. */
class ServerMainIT {
    @TempDir
    private Path folder;

    @Test
    void it_says_in_one_line_where_it_listens_and_keeps_accounts_and_how_to_stop_it() {
        try (Program server = Program.startServer(folder)) {
            int port = server.port();

            server.terminate().exitStatus();

            assertThat(server.out())
                    .containsExactly(
                            "Listening on 127.0.0.1, port " + port + ". Data in ~/.local/share/jim. Stop with Ctrl-C.");
            assertThat(server.err()).isEmpty();
            assertThat(folder.resolve(".local/share/jim/jim.db")).exists();
        }
    }

    @Test
    void it_keeps_accounts_where_it_is_told_to() {
        try (Program server = Program.startServer(folder, "--data", "elsewhere")) {
            server.port();

            assertThat(server.awaitLine("Listening on")).contains(". Data in ~/elsewhere. ");
            assertThat(folder.resolve("elsewhere/jim.db")).exists();
            assertThat(folder.resolve(".local")).doesNotExist();
        }
    }

    @Test
    void accounts_in_the_folder_data_are_found_there_and_how_to_move_them_is_said() throws Exception {
        try (Program add = Program.start(folder, "jim-server.jar", addAlice("--data", "data"))) {
            assertThat(add.exitStatus()).isZero();
        }
        try (Program server = Program.startServer(folder);
                RawClient peer = RawClient.connect(server.port())) {
            peer.presence("alice").expect(401);
            assertThat(server.awaitLine("Listening on")).contains(". Data in ~/data. ");
            assertThat(server.err())
                    .containsExactly(
                            "The accounts are in ~/data. To have them found from any folder, stop the server and"
                                    + " move all that is in there to ~/.local/share/jim.");
        }
        try (Program list = Program.start(folder, "jim-server.jar", "account", "list")) {
            assertThat(list.exitStatus()).isZero();
            assertThat(list.out()).containsExactly("alice");
            assertThat(list.err()).isEmpty();
        }
    }

    @Test
    void accounts_at_both_places_are_said_to_be_there() throws Exception {
        for (String place : List.of("data", ".local/share/jim")) {
            try (Program add = Program.start(folder, "jim-server.jar", addAlice("--data", place))) {
                assertThat(add.exitStatus()).isZero();
            }
        }
        try (Program server = Program.startServer(folder)) {
            assertThat(server.awaitError("choose one of the two with --data")).contains("~/data", "~/.local/share/jim");
            assertThat(server.awaitLine("Listening on")).contains(". Data in ~/data. ");
        }
    }

    private String[] addAlice(String... options) throws IOException {
        Files.writeString(folder.resolve("pw"), "secret123");
        List<String> arguments = new ArrayList<>(List.of("account", "add", "alice", "--password-file", "pw"));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    @Test
    void sigterm_is_told_to_everybody_and_ends_it_with_status_0() {
        try (Program server = Program.startServer(folder);
                RawClient alice = RawClient.online(server.port(), "alice")) {
            server.terminate();

            alice.expect(101, "going down");
            alice.expectEnd();
            assertThat(server.exitStatus()).isZero();
        }
    }

    @Test
    void a_damaged_store_is_repaired_and_that_is_said() throws Exception {
        Files.createDirectories(Program.data(folder));
        Files.createFile(Program.data(folder).resolve("jim.db"));
        try (Program server = Program.startServer(folder)) {
            server.awaitError("The stored data was damaged, and has been repaired");
            server.port();
        }
    }

    @Test
    void a_busy_port_is_one_line_and_status_1() {
        try (Program first = Program.startServer(folder)) {
            String port = Integer.toString(first.port());
            try (Program second =
                    Program.start(folder, "jim-server.jar", "-a", "127.0.0.1", "-p", port, "--data", "other")) {
                assertThat(second.exitStatus()).isEqualTo(1);
                assertThat(second.err())
                        .singleElement()
                        .asString()
                        .contains("Cannot listen at 127.0.0.1, port " + port);
                assertThat(second.out()).isEmpty();
            }
        }
    }

    @Test
    void a_bad_address_is_one_line_and_status_1() {
        try (Program server = Program.start(folder, "jim-server.jar", "-p", "0", "-a", "240.0.0.1")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .singleElement()
                    .asString()
                    .contains("240.0.0.1", "is another server running there");
        }
    }

    @Test
    void an_unknown_address_is_one_line_and_status_1() {
        try (Program server = startHere("-p", "0", "-a", "no.such.host.invalid")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .singleElement()
                    .asString()
                    .contains("no.such.host.invalid", "there is no such address");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "--port=99999, not a port",
        "--port=x, not a port",
        "--adress, --address",
        "extra, extra",
        "--probe-interval=60, not a duration",
        "--max-connections=0, take 1 or more"
    })
    void wrong_usage_is_said_and_status_2(String argument, String words) {
        try (Program server = startHere(argument)) {
            assertThat(server.exitStatus()).isEqualTo(2);
            assertThat(String.join("\n", server.err())).contains(words, "Try --help.");
        }
    }

    @Test
    void without_guests_and_registration_only_known_accounts_come_in() {
        try (Program server = Program.startServer(folder, "--no-guests", "--no-registration");
                RawClient peer = RawClient.connect(server.port())) {
            peer.presence("alice").expect(401, "no guests");
            peer.register("alice", "secret-1").expect(403, "closed");
        }
    }

    @Test
    void guests_and_registration_can_be_named_as_allowed() {
        try (Program server = Program.startServer(folder, "--guests", "--registration");
                RawClient peer = RawClient.connect(server.port())) {
            peer.presence("alice").expect(200);
            peer.register("alice", "secret-1").expect(201);
        }
    }

    @Test
    void the_times_and_the_number_of_connections_are_options() {
        try (Program server = Program.startServer(
                        folder,
                        "--max-connections=2",
                        "--login-timeout=1s",
                        "--probe-interval=100ms",
                        "--probe-timeout=1m",
                        "--bare-pace=1ms");
                RawClient silent = RawClient.connect(server.port());
                RawClient second = RawClient.connect(server.port());
                RawClient third = RawClient.connect(server.port())) {
            third.expect(503, "full");
            assertThat(silent.receive()).contains("probe");
            silent.expect(101, "in time");
            assertThat(second.receive()).contains("probe");
        }
    }

    @Test
    void the_version_is_that_of_the_jar() {
        try (Program server = Program.start(folder, "jim-server.jar", "--version")) {
            assertThat(server.exitStatus()).isZero();
            assertThat(server.out()).singleElement().asString().matches("jim-server \\d+\\.\\d+\\.\\d+.*, Java .*");
        }
    }

    @Test
    void the_log_tells_who_came_and_went_and_no_text() throws Exception {
        String token;
        try (Program server = Program.startServer(folder, "--trace-calls");
                RawClient alice = RawClient.online(server.port(), "alice")) {
            alice.msg("nobody", "top secret").expect(404);
            alice.send("{'action':'authenticate','time':1,'user':{'account_name':'bob','password':'top secret'}}")
                    .expect(400);
            token = alice.send("{'action':'presence','time':1,'user':{'account_name':'alice'},'resume':'top secret'}")
                    .expect(200)
                    .replaceAll(".*\"resume\":\"(.*)\"}", "$1");
            alice.quit();
            server.terminate().exitStatus();
        }

        assertThat(log("logs/server.log"))
                .contains("OnlineState comeOnline alice is online as a guest from 127.0.0.1:")
                .contains("alice is offline")
                .contains("Session.onMsg(Msg[null to nobody, 10 characters]) called from RequestHandler.handle")
                .contains("Session.onAuthenticate(Authenticate[bob, ***]) called from RequestHandler.handle")
                .doesNotContain("secret", token);
    }

    @Test
    void the_log_goes_where_it_is_told_to() throws Exception {
        try (Program server = Program.startServer(folder, "--logs", "elsewhere")) {
            server.port();
            server.terminate().exitStatus();
        }

        assertThat(log("elsewhere/server.log")).contains("Server start Listening on");
        assertThat(folder.resolve("logs")).doesNotExist();
    }

    @Test
    void without_a_folder_for_the_log_it_serves_all_the_same() throws Exception {
        Files.writeString(folder.resolve("logs"), "a file where the folder would be");
        try (Program server = Program.startServer(folder);
                RawClient alice = RawClient.online(server.port(), "alice")) {
            alice.fence("alice");
            assertThat(server.err()).singleElement().asString().contains("nothing is logged");
        }
    }

    private Program startHere(String... arguments) {
        return Program.startHere(folder, List.of(), ServerMain::run, arguments);
    }

    private String log(String file) throws IOException {
        return Files.readString(folder.resolve(file), UTF_8);
    }
}
