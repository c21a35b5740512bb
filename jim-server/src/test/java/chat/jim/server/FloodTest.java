package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 9: "Flood control delays, it never drops". */
class FloodTest {
    private static final Duration HOUR = Duration.ofHours(1);

    /** What {@link #flood} sends takes many minutes. */
    private static final ServerConfig.Limits SLOW = TestServer.limits(20, 100);

    @Test
    void all_that_comes_too_fast_arrives_in_order_and_is_answered() {
        try (TestServer server = TestServer.start(TestServer.limits(1000, 100), TestServer.USUAL);
                RawClient flooder = server.online("flooder")) {
            int count = 600;
            for (int i = 0; i < count; i++) {
                flooder.msg("flooder", "number " + i);
            }
            flooder.send("{'action':'quit'}");

            for (int i = 0; i < count; i++) {
                flooder.expectMessage("flooder", "number " + i);
                flooder.expect(200, "Sent.");
            }
            flooder.expect(200, "Good-bye");
            flooder.expectEnd();
        }
    }

    @Test
    void what_passed_is_answered_and_others_do_not_wait() {
        try (TestServer server = TestServer.start(SLOW, TestServer.USUAL)) {
            RawClient flooder = flood(server, "flooder");
            RawClient alice = server.online("alice");
            RawClient bob = server.online("bob");
            for (int i = 0; i < 50; i++) {
                alice.msg("bob", "number " + i).expect(200);
                bob.expectMessage("alice", "number " + i);
            }
            for (int i = 0; i < 99; i++) {
                flooder.expect(200, "Rooms");
            }
            List.of(flooder, alice, bob).forEach(RawClient::reset);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void who_is_delayed_is_sent_away_at_once() {
        try (TestServer server = TestServer.start(SLOW, TestServer.USUAL)) {
            RawClient flooder = flood(server, "flooder");
            server.withAccount("flooder", "secret");

            while (!flooder.receive().contains("403")) {}
            flooder.expectEnd();
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void who_hangs_up_while_delayed_is_gone_soon() {
        try (TestServer server = TestServer.start(SLOW, TestServer.USUAL)) {
            flood(server, "flooder").reset();

            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void a_server_that_goes_down_tells_those_it_delays_and_waits_for_none() {
        TestServer server = TestServer.start(SLOW, TestServer.USUAL);
        RawClient flooder = flood(server, "flooder");

        server.close();

        while (!flooder.receive().contains("going down")) {}
        assertThat(server.connections()).isZero();
        flooder.close();
    }

    @Test
    void who_is_delayed_is_not_silent() {
        ServerConfig.Timeouts impatient =
                new ServerConfig.Timeouts(Duration.ZERO, HOUR, Duration.ofMillis(200), Duration.ofMillis(500));
        try (TestServer server = TestServer.start(TestServer.limits(1, 10), impatient)) {
            RawClient flooder = server.online("flooder");
            for (int i = 0; i < 11; i++) {
                flooder.send("{'action':'rooms','time':1}");
            }
            for (int i = 0; i < 11; i++) {
                String answer = flooder.receive();
                assertThat(answer.contains("probe") ? flooder.receive() : answer)
                        .contains("Rooms");
            }
            flooder.reset();
        }
    }

    @Test
    void a_flood_does_not_put_off_the_login_timeout() {
        ServerConfig.Timeouts impatient = new ServerConfig.Timeouts(Duration.ZERO, Duration.ofMillis(500), HOUR, HOUR);
        try (TestServer server = TestServer.start(TestServer.limits(20, 10), impatient);
                RawClient flooder = server.connect()) {
            flooder.sendBare("{'action':'rooms','time':1}\n".repeat(1000));

            String answer = flooder.receive();
            while (answer.contains("\"response\":401")) {
                answer = flooder.receive();
            }
            assertThat(answer).contains("101", "did not come online in time");
        }
    }

    /** Far more requests than may pass. */
    private static RawClient flood(TestServer server, String name) {
        RawClient flooder = server.online(name);
        return flooder.sendBare("{'action':'rooms','time':1}\n".repeat(10_000));
    }
}
