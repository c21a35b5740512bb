package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, appendix: a program that knows no notices and no probes gets none, not even at the end. */
@Timeout(60)
class DialectEndTest {
    private static final String PRESENCE = "'presence', 'time': 1.5, 'user': ";

    private int come;

    static List<String> presences() {
        return List.of(
                "{'action': " + PRESENCE + "{'account_name': 'peer'}}",
                "{'event': " + PRESENCE + "{'account_name': 'peer'}}",
                "{'action': " + PRESENCE + "{'client_name': 'peer'}}",
                "{'action': " + PRESENCE + "{'accaunt_name': 'peer'}}",
                "{'action': " + PRESENCE + "{'account_name': 'peer', 'pubkey': 'k'}}",
                "{'action': " + PRESENCE + "{'account_name': 'Guest'}}",
                "{'action': 'presence', 'time': '1', 'user': {'account_name': 'peer'}}",
                "{'action': " + PRESENCE + "'peer'}");
    }

    @Test
    void when_the_server_goes_down_the_connection_just_ends() {
        TestServer server = TestServer.start();
        List<RawClient> peers =
                presences().stream().map(presence -> come(server, presence)).toList();

        server.close();

        peers.forEach(peer -> {
            peer.expectEnd();
            peer.close();
        });
    }

    private RawClient come(TestServer server, String presence) {
        RawClient peer = server.connect();
        peer.sendBare(presence.replace("'peer'", "'peer-" + ++come + "'"));
        assertThat(peer.receive()).startsWith("{\"response\":");
        return peer;
    }

    @Test
    void when_it_does_not_come_online_in_time_the_connection_just_ends() {
        try (TestServer server = TestServer.startImpatient();
                RawClient peer = server.connect()) {
            peer.sendBare("{'event': 'presence', 'time': 1.5, 'user': {'account_name': 'a b'}}");
            assertThat(peer.receive()).startsWith("{\"response\":400");

            peer.expectEnd();
        }
    }

    @Test
    void it_is_not_probed_while_others_are() {
        Duration moment = Duration.ofMillis(50);
        Duration minute = Duration.ofMinutes(1);
        try (TestServer server = TestServer.start(
                        TestServer.UNHURRIED, new ServerConfig.Timeouts(moment, minute, moment, minute));
                RawClient peer = server.connect();
                RawClient other = server.connect()) {
            peer.sendBare(presences().get(0));
            await().until(() -> peer.receive().contains("\"response\":200"));
            other.presence("other");
            await().until(() -> other.receive().contains("\"response\":200"));
            for (int i = 0; i < 2; i++) {
                other.expectProbe();
                other.send("{'action':'dance'}").expect(400);
            }

            other.msg("peer", "here");

            assertThat(peer.receive()).contains("here");
        }
    }

    @Test
    void who_is_sent_away_because_its_name_has_an_account_now_is_told_400() {
        try (TestServer server = TestServer.start();
                RawClient peer = come(server, "{'event': " + PRESENCE + "{'account_name': 'dan'}}")) {
            server.withAccount("dan", "d");

            assertThat(peer.receive()).startsWith("{\"response\":400,").contains("has an account");
            peer.expectEnd();
        }
    }

    @Test
    void it_hears_nothing_of_those_who_come_to_the_common_room_and_go() {
        try (TestServer server = TestServer.start();
                RawClient other = server.online("other")) {
            List<RawClient> peers =
                    presences().stream().map(presence -> come(server, presence)).toList();
            other.join("#all");
            other.send("{'action':'leave','time':1,'room':'#all'}").expect(200);
            other.join("#all");
            other.msg("#all", "hello").expect(200);

            assertThat(peers).allSatisfy(peer -> assertThat(peer.receive()).contains("\"hello\""));
            peers.forEach(RawClient::close);
        }
    }

    @Test
    void who_is_refused_at_the_login_of_the_course_is_told_so_and_hung_up_on() {
        try (TestServer server = TestServer.start();
                RawClient observer = server.online("observer")) {
            for (String name : List.of("observer", "server")) {
                try (RawClient peer = come(server, presences().get(0).replace("'peer'", "'" + name + "'"))) {
                    peer.expectEnd();
                }
            }
            observer.fence("observer");
        }
    }
}
