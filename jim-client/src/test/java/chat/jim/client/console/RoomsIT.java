package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client at our own server, in rooms that belong to somebody; asked of the built {@code jim-client.jar}. */
class RoomsIT {
    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server =
            TestServer.start().withAccount("alice", "a").withAccount("bob", "b");

    @AutoClose
    private final RawClient bob = server.connect();

    @Test
    void a_script_keeps_order_in_its_room() throws Exception {
        bob.authenticate("bob", "b").expect(200, "bob");
        try (Program script = start("--batch")) {
            script.type("join #tea").type("topic green only").type("invite bob");
            script.awaitLine("bob is invited to #tea.");
            bob.expect(100, "alice invites you to #tea");
            bob.join("#tea").expect(100, "The topic of #tea: green only");
            script.type("op bob").type("rooms").type("kick bob spam");
            bob.expect(100, "alice made you a moderator of #tea");
            bob.expect(100, "alice kicked you from #tea: spam");
            script.type("room").type("whois bob").type("ban bob 2h").type("kick bob");

            assertThat(script.endInput().exitStatus()).isEqualTo(1);
            assertThat(script.out())
                    .map(line -> line.replaceFirst("^\\d\\d:\\d\\d ", ""))
                    .containsSequence("-- Rooms: 1.", "   #tea    2  green only")
                    .containsSequence(
                            "-- #tea: green only -- 1 here, you own it", "   owners: alice", "   moderators: bob")
                    .anyMatch(line -> line.startsWith("-- bob is banned from #tea"))
                    .anyMatch(line -> line.startsWith("-- bob: an account, online since "));
            assertThat(script.err()).singleElement().asString().contains("Error 404: bob is not in #tea");
        }
    }

    @Test
    void with_json_what_is_sent_of_rooms_is_printed_as_it_comes() throws Exception {
        try (Program script = start("--batch", "--json")) {
            script.type("join #tea").type("topic green only").type("rooms").type("room");

            assertThat(script.endInput().exitStatus()).isZero();
            assertThat(script.out())
                    .anyMatch(line -> line.endsWith("\"list\":[\"#tea\"]}"))
                    .anyMatch(line -> line.endsWith("\"room\":\"#tea\",\"user_id\":\"alice\",\"role\":\"owner\"}"))
                    .last()
                    .asString()
                    .contains("\"members\":1,\"owner\":\"alice\",\"topic\":\"green only\"}");
        }
    }

    @Test
    void a_reader_that_is_kicked_ends_with_status_1_and_says_why() throws Exception {
        bob.authenticate("bob", "b").expect(200, "bob");
        bob.join("#tea");
        try (Program reader = start("-r", "--room", "#tea", "--reconnect")) {
            bob.expect(100, "alice joined #tea");
            bob.send("{'action':'kick','time':1,'room':'#tea','user_id':'alice','reason':'spam'}")
                    .expect(200, "alice is out of #tea.");

            assertThat(reader.exitStatus()).isEqualTo(1);
            assertThat(reader.err()).containsExactly("bob kicked you from #tea: spam");
        }
    }

    private Program start(String... arguments) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), "a");
        List<String> all = new ArrayList<>(List.of(
                "127.0.0.1", String.valueOf(server.port()), "-n", "alice", "--password-file", password.toString()));
        all.addAll(List.of(arguments));
        return Program.start(folder, "jim-client.jar", all.toArray(new String[0]));
    }
}
