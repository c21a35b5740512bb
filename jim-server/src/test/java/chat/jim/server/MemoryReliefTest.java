package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 9: the memory that peers take by not reading, or not finishing, is bounded for all together. */
@Timeout(60)
class MemoryReliefTest {
    private static final int KIBIBYTE = 1024;
    private static final int SLEEPERS = 3;
    private static final int MOST_MESSAGES = 20_000;

    @Test
    void those_who_do_not_read_are_dropped_when_too_much_waits_for_all() {
        try (TestServer server = start(512 * KIBIBYTE);
                RawClient sender = server.online("sender")) {
            Bystanders bystanders = new Bystanders(server);
            List<RawClient> sleepers = new ArrayList<>();
            for (int i = 0; i < SLEEPERS; i++) {
                sleepers.add(server.online("sleeper-" + i));
            }
            int refused = 0;
            for (int i = 0; i < MOST_MESSAGES && refused == 0; i++) {
                sender.msg("sleeper-" + i % SLEEPERS, "\ud83d\ude00".repeat(500));
                refused += sender.receive().contains("\"response\":404") ? 1 : 0;
            }

            assertThat(refused).as("messages to one who was dropped").isPositive();
            bystanders.close();
            sleepers.forEach(RawClient::reset);
        }
    }

    @Test
    void those_who_do_not_finish_a_long_object_are_dropped_when_memory_is_short() {
        try (TestServer server = start(100 * KIBIBYTE)) {
            List<RawClient> slow = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                slow.add(server.online("slow-" + i));
            }
            String begun = "{\"action\":\"msg\",\"time\":1,\"to\":\"nobody\",\"message\":\"" + "\u0444".repeat(300);
            slow.forEach(client -> client.sendBare(begun));

            await().until(() -> server.connections() <= 6);
            slow.forEach(RawClient::reset);
        }
    }

    /** Starts a server in which one outbox alone is never full. */
    private static TestServer start(long waitingBytes) {
        ServerConfig.Flood none = new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000);
        return TestServer.start(
                new ServerConfig.Limits(100, none, 1 << 30, waitingBytes, 100, 5, 100, 10, 3, 0, Long.MAX_VALUE),
                TestServer.USUAL);
    }
}
