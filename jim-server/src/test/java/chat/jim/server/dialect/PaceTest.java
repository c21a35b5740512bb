package chat.jim.server.dialect;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PROTOCOL.md, appendix: {@code course-gui} is written to at a pace of its own. Here that is an hour, and there is none for the
 * others: so they get all at once, and it gets one object.
 */
class PaceTest {
    private static final Duration LONG = Duration.ofHours(1);

    @AutoClose
    private static final TestServer SERVER =
            TestServer.start(TestServer.EVERYBODY, new ServerConfig.Timeouts(Duration.ZERO, LONG, LONG, LONG, LONG));

    private static int come;

    /** Somebody of a new name, since the one before may still be there. */
    private static String newName() {
        come++;
        return "peer-" + come;
    }

    private static RawClient come(String presence) {
        RawClient program = RawClient.bare(SERVER.port()).send(presence);
        assertThat(program.receive()).startsWith("{\"response\":200");
        return program;
    }

    /** Much is said to all, and all others have long heard it. */
    private static void talkToAll(RawClient vera) {
        for (int i = 0; i < 5; i++) {
            vera.msg("#all", "tea").send("{'action':'rooms','time':1}");
            await().until(() -> vera.receive().contains("Rooms: "));
        }
    }

    @Test
    void who_has_sent_a_public_key_gets_one_object_after_a_long_pause() {
        try (RawClient vera = SERVER.online("vera").join("#all");
                RawClient anna =
                        come("{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'anna', 'pubkey': 'k'}}")) {
            talkToAll(vera);
            assertThat(anna.hasMore()).isFalse();
            vera.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'get_users', 'time': 1.5, 'account_name': 'boris'}",
                "{'action': 'add', 'time': 1.5, 'user': 'boris', 'account_name': 'vera'}",
                "{'action': 'pubkey_need', 'time': 1.5, 'account_name': 'vera'}"
            })
    void so_does_a_program_of_the_course_that_asks_as_those_with_windows_do(String request) {
        String name = newName();
        try (RawClient vera = SERVER.online("vera").join("#all");
                RawClient boris =
                        come("{'action': 'presence', 'time': 1.5, 'user': {'account_name': '" + name + "'}}")) {
            vera.msg(name, "one");
            assertThat(boris.receive()).contains("one");
            boris.send(request.replace("boris", name));
            boris.send("{'action': 'message', 'from': 'ME', 'to': 'vera', 'time': 1.5, 'mess_text': 'sent'}"
                    .replace("ME", name));
            await().until(() -> vera.receive().contains("sent"));
            talkToAll(vera);
            if (boris.hasMore()) {
                boris.receive(); // unless the pause after what came before is that long already
            }
            assertThat(boris.hasMore()).isFalse();
            vera.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'carl'}}",
                "{'event': 'presence', 'time': 1.5, 'user': {'account_name': 'carl'}}",
                "{'action': 'presence', 'time': 1.5, 'user': {'client_name': 'carl'}}",
                "{'action': 'presence', 'time': 1, 'user': {'account_name': 'carl'}}"
            })
    void the_others_do_not(String presence) {
        String name = newName();
        try (RawClient vera = SERVER.online("vera");
                RawClient carl = come(presence.replace("carl", name))) {
            vera.msg(name, "one").msg(name, "two");
            assertThat(carl.receive()).contains("one");
            assertThat(carl.receive()).contains("two");
            vera.quit();
        }
    }

    @Test
    void by_default_that_is_1600_milliseconds_and_never_less_than_for_the_others() {
        assertThat(usual(200).slowPace()).isEqualTo(Duration.ofMillis(1600));
        assertThat(usual(50).slowPace()).isEqualTo(Duration.ofMillis(1600));
        assertThat(usual(2500).slowPace()).isEqualTo(Duration.ofMillis(2500));
    }

    private static ServerConfig.Timeouts usual(int millis) {
        return ServerConfig.Timeouts.usual(Duration.ofMillis(millis), LONG, LONG, LONG);
    }
}
