package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.node.LeaseTimes;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server that has lost the others of its chat keeps nobody, since others may have their names, until it finds them again. */
@Timeout(120)
class CutOffTest {
    private static final LeaseTimes SHORT = new LeaseTimes(
            Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofSeconds(3), Duration.ofSeconds(5));

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(1);

    @TempDir
    private Path folder;

    @Test
    void while_the_engine_stands_still_all_have_to_go_and_nobody_can_come() throws Exception {
        try (OneChat chat = new OneChat(NATS, 2, folder, SHORT)) {
            String before = chat.node(0);
            RawClient alice = chat.online(0, "alice");
            RawClient bob = chat.online(1, "bob");
            NATS.stop(0);

            for (RawClient cutOff : List.of(alice, bob)) {
                List<String> last = cutOff.receiveAll();
                assertThat(last)
                        .singleElement()
                        .asString()
                        .startsWith("{\"response\":101,")
                        .contains("This server has lost the others: connect again.");
            }
            RawClient newcomer = chat.connect(0).presence("carol");
            assertThat(newcomer.receiveAll())
                    .singleElement()
                    .asString()
                    .startsWith("{\"response\":503,")
                    .contains("This server is cut off from the others");

            NATS.cont(0);
            await().until(() -> chat.node(0) != null && chat.node(1) != null);
            assertThat(chat.node(0)).isNotEqualTo(before);
            awaitOnline(chat, 1, "alice").quit();
            awaitOnline(chat, 0, "bob").quit();
        }
    }

    /** What the names belonged to is gone, which the others see soon. */
    private static RawClient awaitOnline(OneChat chat, int server, String name) {
        return await().until(
                        () -> {
                            RawClient client = chat.connect(server).presence(name);
                            String answer = client.receive();
                            assertThat(answer).matches("\\{\"response\":(200|503),.*");
                            return answer.startsWith("{\"response\":200,") ? client : null;
                        },
                        client -> client != null);
    }
}
