package chat.jim.server.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** No two nodes that are up have one number. */
class NodeNumbersTest {
    private static final NodeInfo SELF = new NodeInfo("10.0.0.5:7777", "0.2.0", 1, 1);

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private Bucket leases;
    private Bucket bucket;
    private NodeNumbers numbers;

    @BeforeEach
    void open() {
        engine = Engine.open(NATS.freshConfig());
        leases = engine.plainBucket("NODES");
        bucket = engine.plainBucket("NUMBERS");
        numbers = new NodeNumbers(bucket, leases);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void nodes_that_begin_at_once_have_different_ones_from_0_on() {
        List<CompletableFuture<Integer>> claims = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> numbers.claim(up(i), null)))
                .toList();

        assertThat(claims.stream().map(CompletableFuture::join))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 20).boxed().toList());
    }

    @Test
    void who_asks_again_has_the_same_one() {
        numbers.claim(up(0), null);

        assertThat(numbers.claim(up(1), null)).isEqualTo(1);
        assertThat(numbers.claim(up(1), null)).isEqualTo(1);
    }

    @Test
    void a_node_keeps_its_own_after_its_end_and_others_take_one_that_nobody_had() {
        numbers.claim(up(0), null);
        numbers.claim(up(1), null);
        gone(0, 1000);

        assertThat(numbers.claim(up(2), null)).isEqualTo(2);
        assertThat(numbers.claim(up(3), id(0))).isZero();
    }

    @Test
    void when_all_have_been_taken_the_one_goes_first_that_is_free_for_the_longest_time() {
        for (int i = 0; i < NodeNumbers.MOST; i++) {
            assertThat(numbers.claim(up(i), null)).isEqualTo(i);
        }
        assertThatThrownBy(() -> numbers.claim(up(64), null))
                .isInstanceOfSatisfying(
                        EngineException.class, e -> assertThat(e.reason()).isEqualTo(EngineException.Reason.REFUSED))
                .hasMessage("There are 64 servers in this chat already: no more can join it.");

        gone(7, 2000);
        gone(5, 1000);
        assertThat(numbers.claim(up(65), null)).isEqualTo(5);
        assertThat(numbers.claim(up(66), null)).isEqualTo(7);
    }

    @Test
    void what_no_node_has_written_is_free_at_last() {
        bucket.put("0", "garbage", 0);

        assertThat(numbers.claim(up(0), null)).isEqualTo(1);
    }

    @Test
    void a_lease_has_a_number_and_keeps_it_when_it_begins_anew() {
        numbers.claim(up(0), null);
        NodeLease lease = new NodeLease(leases, SELF, LeaseTimes.USUAL, new HandClock(), () -> 0, null, numbers);
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            lease.begin();
            seen.add(lease.number());
        }

        assertThat(seen).containsExactly(1, 1);
    }

    private static String id(int node) {
        return "node%06d".formatted(node);
    }

    /** Begins a lease, if there is none. */
    private String up(int node) {
        leases.put(id(node), SELF.up(1), 0);
        return id(node);
    }

    private void gone(int node, long at) {
        leases.put(id(node), NodeInfo.gone(at), leases.get(id(node)).revision());
    }
}
