package chat.jim.server.cluster.node;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.NodeLease.State;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node with its own threads, in short times. */
class ThisNodeTest {
    private static final Duration REFRESH = Duration.ofMillis(20);
    private static final LeaseTimes SHORT =
            new LeaseTimes(REFRESH, Duration.ofMillis(200), Duration.ofMillis(600), Duration.ofMillis(800));
    private static final LeaseTimes LONG =
            new LeaseTimes(REFRESH, Duration.ofSeconds(40), Duration.ofSeconds(80), Duration.ofSeconds(90));
    private static final NodeInfo SELF = new NodeInfo("127.0.0.1:7777", "0.2.0", 1, 1);
    private static final NodeInfo STRANGER = new NodeInfo("127.0.0.2:7777", "0.9.0", 2, 3);

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.of(1);

    private Engine engine;

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void when_the_engine_stands_still_it_is_cut_off_and_then_begins_anew() {
        List<State> told = new CopyOnWriteArrayList<>();
        try (ThisNode node = ThisNode.join(engine, SELF, null, SHORT, System::nanoTime)) {
            String first = await().until(() -> node.lease().id(), Objects::nonNull);
            node.lease().onStateChange(told::add);

            NATS.stop(0);
            await().until(() -> told.contains(State.CUT_OFF));
            assertThat(node.lease().valid()).isFalse();

            NATS.cont(0);
            await().until(() -> node.lease().valid() && !node.lease().valid(first));
        }
    }

    @Test
    void a_node_that_leaves_is_seen_to_be_gone() {
        try (ThisNode one = ThisNode.join(engine, SELF, null, LONG, System::nanoTime)) {
            String id;
            try (ThisNode other = ThisNode.join(engine, SELF, null, LONG, System::nanoTime)) {
                id = other.lease().id();
                await().until(() -> one.nodes().others().containsKey(id));
            }
            await().until(() -> !one.nodes().find(id).isUp());
        }
    }

    @Test
    void a_node_without_a_version_in_common_does_not_join() {
        engine.plainBucket("NODES").put("alive00000", STRANGER.up(1), 0);
        AtomicLong clock = new AtomicLong();

        assertThatThrownBy(() -> ThisNode.join(
                        engine,
                        SELF,
                        null,
                        SHORT,
                        () -> clock.addAndGet(SHORT.patience().toNanos())))
                .isInstanceOf(EngineException.class)
                .hasMessage(
                        "The server at 127.0.0.2:7777 has version 0.9.0, with which this one cannot talk: update it first.");
    }

    @Test
    void a_node_that_lives_and_has_no_version_in_common_is_not_waited_for_until_it_may_be_dead() {
        AtomicLong clock = new AtomicLong();
        try (ThisNode alive = ThisNode.join(engine, STRANGER, null, LONG, System::nanoTime)) {
            assertThat(alive.lease().valid()).isTrue();
            assertThatThrownBy(() -> ThisNode.join(engine, SELF, null, LONG, clock::get))
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.REFUSED));
        }
    }

    @Test
    void a_dead_node_without_a_version_in_common_does_no_harm() {
        Bucket bucket = engine.plainBucket("NODES");
        bucket.put("dead000000", STRANGER.up(1), 0);

        ThisNode.join(engine, SELF, null, SHORT, System::nanoTime).close();

        assertThat(bucket.get("dead000000").value()).contains("\"gone\"");
    }
}
