package chat.jim.server.cluster.nats;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket.Entry;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An engine of three servers. */
class EngineClusterTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.of(3);

    @Test
    void several_may_make_a_bucket_at_once_and_it_can_be_used_at_once() {
        EngineConfig config = NATS.freshConfig();
        List<CompletableFuture<OptionalLong>> writes = config.servers().stream()
                .map(server -> new EngineConfig(List.of(server), config.cluster(), null, null))
                .map(one -> CompletableFuture.supplyAsync(() -> {
                    try (Engine engine = Engine.open(one)) {
                        return engine.bucket("NAMES").put(one.servers().get(0), "1", 0);
                    }
                }))
                .toList();

        assertThat(writes).allSatisfy(write -> assertThat(write.join()).isPresent());
    }

    @Test
    void of_three_servers_one_may_die_also_if_it_is_the_only_one_that_was_named() {
        EngineConfig all = NATS.freshConfig();
        EngineConfig first = new EngineConfig(List.of(all.servers().get(0)), all.cluster(), null, null);
        try (Engine engine = Engine.open(first)) {
            Bucket bucket = engine.bucket("NAMES");
            long revision = bucket.put("alice", "1", 0).orElseThrow();

            NATS.kill9(0);

            Entry entry = await().ignoreExceptionsInstanceOf(EngineException.class)
                    .until(() -> bucket.get("alice"), Objects::nonNull);
            assertThat(entry.revision()).isEqualTo(revision);
            await().ignoreExceptionsInstanceOf(EngineException.class)
                    .until(() -> bucket.put("bob", "2", 0).isPresent() || bucket.get("bob") != null);
        } finally {
            NATS.start(0);
        }
    }
}
