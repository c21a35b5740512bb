package chat.jim.server.cluster.nats;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.EngineException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The engine dies, or stands still, and comes back. */
class EngineLossTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.of(1);

    private Engine engine;
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());
    private final List<Boolean> changes = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
        engine.onConnectionChange(changes::add);
        engine.subscribe("all", (data, reply) -> {
            received.add(new String(data, UTF_8));
            reply.accept(data);
        });
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void what_was_stored_is_there_after_a_kill() {
        Bucket bucket = engine.bucket("NAMES");
        long revision = bucket.put("alice", "1", 0).orElseThrow();

        killAndStart();

        assertThat(bucket.get("alice").revision()).isEqualTo(revision);
        assertThat(bucket.put("alice", "2", revision)).isPresent();
    }

    @Test
    void who_listened_hears_again_after_a_kill() {
        killAndStart();

        assertThat(Engine.await(engine.request("all", "hi".getBytes(UTF_8), LONG)))
                .isEqualTo("hi".getBytes(UTF_8));
        assertThat(changes).containsExactly(false, true);
    }

    @Test
    void what_is_sent_meanwhile_is_refused_and_never_comes() {
        NATS.kill9(0);
        await().until(() -> !engine.isConnected());

        assertThatThrownBy(() -> engine.publish("all", "lost".getBytes(UTF_8)))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_SENT));

        NATS.start(0);
        await().until(() -> engine.isConnected());
        Engine.await(engine.request("all", "fence".getBytes(UTF_8), LONG));
        assertThat(received).containsExactly("fence");
    }

    @Test
    void what_waited_in_the_queue_of_a_server_that_stood_still_never_comes() {
        NATS.stop(0);
        byte[] large = new byte[100_000];
        await().until(() -> isFull(large)); // more than the sockets hold

        killAndStart();

        Engine.await(engine.request("all", "fence".getBytes(UTF_8), LONG));
        assertThat(received).containsExactly("fence");
    }

    private boolean isFull(byte[] data) {
        try {
            for (int i = 0; i < 100; i++) {
                engine.publish("all", data);
            }
            return false;
        } catch (EngineException e) {
            return true;
        }
    }

    private void killAndStart() {
        NATS.kill9(0);
        NATS.start(0);
        await().until(() -> changes.contains(true));
        await().until(() -> engine.isConnected());
    }
}
