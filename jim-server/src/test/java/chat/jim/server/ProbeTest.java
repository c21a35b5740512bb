package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, section 8: "Any object from the client counts as a sign of life"; "After further silence for the
 * probe timeout (default 60 s) the server ends the session as a `quit` would, and frees the name"; "A connection that does
 * not come online within the login timeout (`--login-timeout`, default 20 s) is closed".
 */
class ProbeTest {
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void a_silent_peer_is_probed_and_lives_on_with_its_answer() {
        try (TestServer server = start(LONG, SHORT, LONG);
                RawClient peer = online(server)) {
            for (int i = 0; i < 3; i++) {
                assertThat(peer.receive()).isEqualTo(json("{'action':'probe','time':1763700000}"));
                peer.presence("alice").expect(200);
            }
        }
    }

    /** Comes online; a busy machine may take so long for it that a probe comes before. */
    private static RawClient online(TestServer server) {
        RawClient peer = server.connect().presence("alice");
        String answer = peer.receive();
        while (answer.contains("probe")) {
            answer = peer.receive();
        }
        assertThat(answer).startsWith("{\"response\":200,");
        return peer;
    }

    @Test
    void a_peer_that_answers_no_probe_is_sent_away_and_its_name_is_free() {
        try (TestServer server = start(LONG, SHORT, SHORT);
                RawClient peer = online(server)) {
            assertThat(peer.receive()).contains("probe");

            peer.expect(101, "silent for too long");
            peer.expectEnd();
            online(server).close();
        }
    }

    @Test
    void a_peer_that_does_not_read_does_not_keep_its_name() throws Exception {
        try (TestServer server = start(LONG, SHORT, SHORT);
                Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            String who = "{'action':'who','time':1}\n".repeat(100);
            send(deaf, "{'action':'presence','time':1,'user':{'account_name':'alice'}}\n" + who);
            Thread flood = new Thread(() -> {
                for (int i = 0; i < 1_000_000; i++) {
                    send(deaf, who);
                }
            });
            flood.setDaemon(true);
            flood.start();

            await().until(() -> {
                try (RawClient next = server.connect().presence("alice")) {
                    return next.receive().startsWith("{\"response\":200,");
                }
            });
        }
    }

    private static void send(Socket socket, String objects) {
        try {
            socket.getOutputStream().write(json(objects).getBytes(UTF_8));
        } catch (IOException e) {
            // The server has given up, as it should.
        }
    }

    @Test
    void a_bare_peer_has_time_to_answer_a_probe_that_waited_for_its_pace() {
        Duration pace = Duration.ofMillis(100);
        Duration time = Duration.ofSeconds(1);
        try (TestServer server =
                TestServer.start(TestServer.EVERYBODY, new ServerConfig.Timeouts(pace, LONG, SHORT, time))) {
            await().until(() -> answersProbe(server, pace, time));
        }
    }

    /** Fails if the server has not waited; false if the peer itself took too long, as it may on a busy machine. */
    private static boolean answersProbe(TestServer server, Duration pace, Duration time) {
        String name = "bare-" + System.nanoTime();
        String presence = "{'action':'presence','time':1,'user':{'account_name':'" + name + "'}}";
        try (RawClient bare = RawClient.bare(server.port())) {
            long start = System.nanoTime();
            bare.send(presence + "{'action':'rooms','time':1}".repeat(15));
            String heard = bare.receive();
            int answers = 0;
            while (!heard.contains("probe")) {
                assertThat(heard).contains("\"response\":200");
                answers++;
                heard = bare.receive();
            }
            bare.send(presence);
            Duration sinceProbe = Duration.ofNanos(System.nanoTime() - start).minus(pace.multipliedBy(answers));
            String answer = bare.receive();
            boolean lives = answer.contains("You are online as " + name);
            assertThat(lives || sinceProbe.compareTo(time.dividedBy(2)) > 0)
                    .as("%s, at most %s after the probe", answer, sinceProbe)
                    .isTrue();
            return lives;
        }
    }

    @Test
    void a_bad_object_is_life_too() {
        try (TestServer server = start(LONG, SHORT, LONG);
                RawClient peer = online(server)) {
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
        return TestServer.start(
                TestServer.EVERYBODY, new ServerConfig.Timeouts(Duration.ZERO, login, interval, timeout));
    }
}
