package chat.jim.server;

import chat.jim.testing.RawClient;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that is set is told, and nothing else: what the server waits for does not come earlier or later. */
class ClockTest {
    private volatile Instant now = Instant.ofEpochSecond(TestServer.NOW);
    private final TestServer server = TestServer.startWith(() -> now);
    private final Bystanders bystanders = new Bystanders(server);
    private RawClient alice;

    @BeforeEach
    void comeOnline() {
        alice = server.online("alice");
    }

    @AfterEach
    void stop() {
        alice.close();
        bystanders.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void who_is_online_is_neither_probed_nor_sent_away(long hours) {
        RawClient undecided = server.connect();

        now = now.plus(Duration.ofHours(hours));

        long time = TestServer.NOW + Duration.ofHours(hours).toSeconds();
        alice.presence("alice").expect(200, "\"time\":" + time + ",");
        undecided.presence("bob").expect(200);
        alice.msg("bob", "hi").expect(200, "\"time\":" + time + ",");
        undecided.expectMessage("alice", "hi");
        undecided.close();
    }

    @Test
    void who_has_to_wait_for_the_next_login_still_has_to() {
        for (int i = 0; i < 3; i++) {
            RawClient guesser = server.connect();
            guesser.authenticate("bob", "guess").expect(402);
            guesser.close();
        }
        for (long hours : new long[] {1, -2}) {
            now = now.plus(Duration.ofHours(hours));
            RawClient guesser = server.connect();
            guesser.authenticate("bob", "guess").expect(429, "wait");
            guesser.close();
        }
    }
}
