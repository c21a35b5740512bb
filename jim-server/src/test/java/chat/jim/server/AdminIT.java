package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The built server while its operator questions and steers it by the commands {@code admin} and {@code account}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no users of sockets")
class AdminIT {
    private static final int OTHERS = 20;
    private static final int MESSAGES = 200;

    @TempDir
    private Path folder;

    @Test
    void the_operator_sees_people_and_deals_with_them_until_all_have_gone() {
        try (Program server = Program.startServer(folder);
                RawClient alice = RawClient.online(server.port(), "alice").join("#tea");
                RawClient bob = RawClient.online(server.port(), "bob")) {
            assertThat(admin("who"))
                    .hasSize(3)
                    .first()
                    .asString()
                    .matches("NAME +KIND +ADDRESS +DIALECT +SINCE +IDLE +WAITING +ROOMS");
            assertThat(admin("who").get(1)).matches("alice +guest +127.0.0.1 +spec +\\S+ \\S+ +\\d+s +\\d+ +#tea");
            assertThat(admin("rooms", "--json")).singleElement().asString().contains("\"name\":\"#tea\",\"here\":1");

            assertThat(admin("stats")).anyMatch(line -> line.matches("jim_users_online\\{kind=\"guest\"} +2"));
            assertThat(admin("stats", "--prometheus")).contains("jim_users_online{kind=\"guest\"} 2");
            assertThat(admin("mute", "alice", "--for", "10m")).containsExactly("alice cannot write for 10m.");
            alice.expect(100, "has muted you for 10m.");
            alice.msg("bob", "x").expect(403, "You are muted on this server for");
            admin("mute", "alice", "--for", "0s");
            alice.expect(100, "lets you write again.");
            alice.msg("bob", "y").expect(200);
            bob.expectMessage("alice", "y");

            assertThat(admin("notice", "Tea", "is", "ready.")).containsExactly("Sessions that were told: 2.");
            alice.expect(101, "Tea is ready.");
            bob.expect(101, "Tea is ready.");

            assertThat(admin("ban", "203.0.113.9/24", "--for", "2h", "spam")).hasSize(1);
            assertThat(admin("bans").get(1)).matches("203.0.113.0/24 +\\S+ \\S+ +spam");
            assertRefused("'localhost' cannot be banned", "ban", "localhost");
            assertRefused("Nobody called carol is online", "kick", "carol");

            admin("kick", "bob", "bye");
            bob.expect(403, "The server's operator has disconnected you: bye.").expectEnd();

            assertThat(admin("log-level", "debug", "--for", "1h")).hasSize(1);
            assertThat(admin("reload")).containsExactly("The settings were reloaded: nothing has changed.");

            admin("drain", "--in", "1h", "Going", "down.");
            alice.expect(101, "Going down.");
            try (RawClient late = RawClient.connect(server.port())) {
                late.expect(503, "about to go down");
            }
            alice.quit();
            assertThat(server.exitStatus()).isZero();
        }
        assertRefused("No server is running with the folder", "who");
    }

    @Test
    void a_kick_in_the_middle_of_a_full_room_takes_nothing_from_the_others() {
        try (Program server = Program.startServer(folder, "--flood-rate", "0")) {
            List<RawClient> others = new ArrayList<>();
            for (int i = 0; i < OTHERS; i++) {
                others.add(RawClient.online(server.port(), "other" + i).join("#full"));
            }
            RawClient kicked = RawClient.online(server.port(), "kicked").join("#full");
            RawClient writer = RawClient.online(server.port(), "writer").join("#full");

            for (int i = 0; i < MESSAGES; i++) {
                writer.msg("#full", "message " + i);
                if (i == MESSAGES / 2) {
                    admin("kick", "kicked");
                }
            }

            for (int i = 0; i < MESSAGES; i++) {
                assertThat(next(writer)).contains("\"response\":200");
            }
            for (RawClient other : others) {
                for (int i = 0; i < MESSAGES; i++) {
                    assertThat(next(other)).contains("\"message\":\"message " + i + "\"");
                }
                other.close();
            }
            assertThat(kicked.receiveAll()).last().asString().contains("403");
            kicked.close();
            writer.close();
        }
    }

    @Test
    void whoever_comes_from_a_banned_network_is_refused_and_has_to_go() {
        try (Program server = Program.startServer(folder, "--trusted-proxy", "127.0.0.1");
                RawClient bob = from("203.0.113.9", server);
                RawClient carol = from("198.51.100.1", server)) {
            bob.presence("bob").expect(200);
            carol.presence("carol").expect(200);

            assertThat(admin("ban", "203.0.113.0/24", "spam."))
                    .containsExactly("203.0.113.0/24 is banned; connections that were ended: 1.");

            bob.expect(403, "Your address is banned from this server: spam.").expectEnd();
            try (RawClient again = from("203.0.113.10", server)) {
                again.expect(503, "Your address is banned from this server: spam.");
            }
            carol.fence("carol");
            assertThat(admin("mute", "carol", "--for", "1h"))
                    .containsExactly("carol, and all guests of the same network, cannot write for 1h.");
            admin("unban", "203.0.113.0/24");
            try (RawClient again = from("203.0.113.9", server)) {
                again.presence("bob").expect(200);
            }
            assertRefused("This time is too short", "ban", "203.0.113.9", "--for", "0s");
        }
    }

    @Test
    void a_change_of_an_account_of_which_the_server_cannot_be_told_is_said() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "wonderland");
        try (Program server = Program.startServer(folder)) {
            assertThat(server.port()).isPositive();
            Files.delete(Program.data(folder).resolve("control.sock"));
            try (Program add = Program.startHere(
                    folder,
                    List.of(),
                    ServerMain::run,
                    "account",
                    "add",
                    "alice",
                    "--password-file",
                    password.toString())) {
                assertThat(add.exitStatus()).isZero();
                assertThat(add.err())
                        .singleElement()
                        .asString()
                        .contains("could not be told (it has no control socket)");
            }
            server.terminate();
        }
    }

    private static RawClient from(String address, Program server) {
        byte[] header = ("PROXY TCP4 " + address + " 192.0.2.1 50000 7777\r\n").getBytes(StandardCharsets.US_ASCII);
        return RawClient.connect(server.port()).sendBytes(header);
    }

    /** The next line that is no notice. */
    private static String next(RawClient peer) {
        String line = peer.receive();
        while (line.contains("\"response\":100")) {
            line = peer.receive();
        }
        return line;
    }

    private List<String> admin(String... arguments) {
        try (Program admin = start(arguments)) {
            assertThat(admin.exitStatus()).as("%s", admin.err()).isZero();
            return admin.out();
        }
    }

    private void assertRefused(String sentence, String... arguments) {
        try (Program admin = start(arguments)) {
            assertThat(admin.exitStatus()).isEqualTo(1);
            assertThat(admin.err()).singleElement().asString().startsWith(sentence);
        }
    }

    private Program start(String... arguments) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(List.of(arguments));
        return Program.startHere(folder, List.of(), ServerMain::run, all.toArray(String[]::new));
    }
}
