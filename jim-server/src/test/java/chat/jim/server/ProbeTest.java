package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, section 8: "any object from the client counts as life"; "Silence for the probe timeout more (default 60 s)
 * ends the session as a `quit` would, and frees the name"; "A connection that does not come online within the login
 * timeout (default 20 s) is closed".
 */
class ProbeTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(40);

    @Test
    void a_silent_peer_is_probed_and_lives_on_with_its_answer() {
        try (TestServer server = start(LONG, SHORT, LONG);
                RawClient peer = server.connect().presence("alice")) {
            peer.expect(200);
            for (int i = 0; i < 3; i++) {
                assertThat(peer.receive()).isEqualTo(json("{'action':'probe','time':1763700000}"));
                peer.presence("alice").expect(200);
            }
        }
    }

    @Test
    void a_peer_that_answers_no_probe_is_sent_away_and_its_name_is_free() {
        try (TestServer server = start(LONG, SHORT, SHORT);
                RawClient peer = server.connect().presence("alice")) {
            peer.expect(200);
            assertThat(peer.receive()).contains("probe");

            peer.expect(101, "silent for too long");
            peer.expectEnd();
            server.online("alice").close();
        }
    }

    @Test
    void a_bad_object_is_life_too() {
        try (TestServer server = start(LONG, SHORT, LONG);
                RawClient peer = server.connect().presence("alice")) {
            peer.expect(200);
            assertThat(peer.receive()).contains("probe");
            peer.send("{'action':'dance','time':1}").expect(400);
            assertThat(peer.receive()).contains("probe");
        }
    }

    @Test
    void who_does_not_come_online_in_time_is_sent_away() {
        try (TestServer server = start(SHORT, LONG, LONG);
                RawClient peer = server.connect()) {
            peer.expect(101, "did not come online in time");
            peer.expectEnd();
        }
    }

    @Test
    void who_came_online_in_time_stays() {
        Duration second = Duration.ofSeconds(1);
        try (TestServer server = start(second, second.multipliedBy(2), LONG);
                RawClient peer = server.online("alice")) {
            assertThat(peer.receive()).contains("probe");
            peer.fence("alice");
        }
    }

    private static TestServer start(Duration login, Duration interval, Duration timeout) {
        return TestServer.start(TestServer.EVERYBODY, new Timing(Duration.ZERO, login, interval, timeout));
    }
}
