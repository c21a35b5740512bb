package chat.jim.server.cluster.nats;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BucketTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private Bucket bucket;

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
        bucket = engine.bucket("NAMES");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void what_was_written_is_read() {
        OptionalLong revision = bucket.put("#tee & Öl", "{\"as\":\"Ö\"}", 0);

        assertThat(bucket.get("#tee & Öl")).isEqualTo(new Entry("#tee & Öl", "{\"as\":\"Ö\"}", revision.orElseThrow()));
    }

    @Test
    void nothing_stands_where_nobody_wrote() {
        assertThat(bucket.get("alice")).isNull();
    }

    @Test
    void of_many_who_claim_at_once_one_wins() throws Exception {
        int many = 20;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        CountDownLatch begin = new CountDownLatch(1);
        List<CompletableFuture<OptionalLong>> claims = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            String claimer = "c" + i;
            claims.add(CompletableFuture.supplyAsync(
                    () -> {
                        awaitQuietly(begin);
                        return bucket.put("alice", claimer, 0);
                    },
                    threads));
        }
        begin.countDown();

        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            if (claims.get(i).join().isPresent()) {
                winners.add(i);
            }
        }
        threads.shutdown();
        assertThat(winners).hasSize(1);
        assertThat(bucket.get("alice").value()).isEqualTo("c" + winners.get(0));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_value_is_replaced_only_at_the_revision_that_was_seen() {
        long first = bucket.put("alice", "1", 0).orElseThrow();
        long second = bucket.put("alice", "2", first).orElseThrow();

        assertThat(bucket.put("alice", "3", first)).isEmpty();
        assertThat(bucket.get("alice")).isEqualTo(new Entry("alice", "2", second));
    }

    @Test
    void a_late_release_does_not_touch_what_came_later() {
        long claim = bucket.put("alice", "1", 0).orElseThrow();
        assertThat(bucket.delete(claim)).isTrue();
        long later = bucket.put("alice", "2", 0).orElseThrow();

        assertThat(bucket.delete(claim)).isFalse();
        assertThat(bucket.get("alice").revision()).isEqualTo(later);
    }

    @Test
    void all_entries_are_listed_by_their_revisions() {
        bucket.put("alice", "1", 0);
        long bob = bucket.put("bob", "2", 0).orElseThrow();
        bucket.put("carol", "3", 0);
        bucket.delete(bob);

        assertThat(bucket.entries()).extracting(Entry::key).containsExactly("alice", "carol");
        assertThat(bucket.next(bob).key()).isEqualTo("carol");
    }

    @Test
    void of_many_keys_those_are_found_that_have_a_value() {
        List<String> keys = IntStream.range(0, 150).mapToObj(i -> "key" + i).toList();
        keys.subList(0, 100).forEach(key -> bucket.put(key, "of " + key, 0));

        assertThat(bucket.all(keys))
                .hasSize(100)
                .allMatch(entry -> entry.value().equals("of " + entry.key()));
        assertThat(bucket.entries()).extracting(Entry::key).containsExactlyElementsOf(keys.subList(0, 100));
    }

    @Test
    void what_is_changed_while_all_are_listed_is_among_them() throws Exception {
        List<String> keys = IntStream.range(0, 100).mapToObj(i -> "key" + i).toList();
        keys.forEach(key -> bucket.put(key, "0", 0));
        AtomicBoolean listed = new AtomicBoolean();
        CompletableFuture<?> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; !listed.get(); i++) {
                String key = keys.get(i * 37 % keys.size());
                bucket.put(key, Integer.toString(i), bucket.get(key).revision());
            }
        });

        for (int i = 0; i < 5; i++) {
            assertThat(bucket.entries()).extracting(Entry::key).containsExactlyInAnyOrderElementsOf(keys);
        }
        listed.set(true);
        changes.join();
    }

    @Test
    void a_value_with_an_end_is_gone_by_itself() {
        bucket.put("alice", "1", 0, 1);
        bucket.put("bob", "2", 0);

        await().until(() -> bucket.get("alice") == null);
        assertThat(bucket.get("bob")).isNotNull();
    }

    @Test
    void a_plain_bucket_has_its_keys_in_its_subjects() {
        Bucket nodes = engine.plainBucket("NODES");
        nodes.put("abc123def4", "{}", 0);

        assertThat(nodes.entries()).extracting(Entry::key).containsExactly("abc123def4");
        assertThatThrownBy(() -> nodes.get("a.b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void opening_it_twice_finds_what_is_there() {
        bucket.put("alice", "1", 0);

        assertThat(engine.bucket("NAMES").get("alice").value()).isEqualTo("1");
    }

    @Test
    void a_stream_of_that_name_with_other_settings_is_refused() {
        String name = "KV_" + engine.cluster() + "_ROOMS";
        engine.stream(new StreamSettings(name, "$KV." + engine.cluster() + "_ROOMS.>", 5, false));

        assertThatThrownBy(() -> engine.bucket("ROOMS"))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.REFUSED))
                .hasMessageContaining(name);
    }

    @Test
    void a_closed_engine_surely_writes_nothing() {
        engine.close();

        assertThatThrownBy(() -> bucket.put("alice", "1", 0))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.NOT_SENT));
    }
}
