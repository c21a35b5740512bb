package chat.jim.server.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NodesTest {
    private static final Duration INSTANT = Duration.ofNanos(1);
    private static final Duration PATIENCE = LeaseTimes.USUAL.patience();
    private static final int STEPS = 600;

    /** So many steps the holder stands still on average, and as many nobody does. */
    private static final int FROZEN = 80;

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private final HandClock clock = new HandClock();
    private Engine engine;
    private Bucket bucket;
    private Player alice;
    private Player bob;

    /** The id to which the engine gives the name. */
    private String claim;

    /** A node that holds a name as long as it thinks that it may. */
    private final class Player {
        final NodeLease lease;
        final Nodes nodes;
        private String heldBy;

        Player(String address) {
            NodeInfo info = new NodeInfo(address, "0.2.0", 1, 2);
            lease = new NodeLease(bucket, info, LeaseTimes.USUAL, clock, null);
            nodes = new Nodes(bucket, lease, LeaseTimes.USUAL, clock);
            lease.begin();
        }

        boolean holds() {
            return heldBy != null && lease.valid(heldBy);
        }

        /** Takes the name if it is free, or its holder is seen to be gone. */
        void take() {
            Node node = claim == null ? null : nodes.find(claim);
            if (lease.valid() && (claim == null || (node != null && !node.isUp()))) {
                claim = lease.id();
                heldBy = claim;
            }
        }
    }

    @BeforeEach
    void begin() {
        engine = Engine.open(NATS.freshConfig());
        bucket = engine.plainBucket("NODES");
        alice = new Player("a:1");
        bob = new Player("b:2");
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void each_sees_the_others() {
        alice.nodes.look();

        Node seen = alice.nodes.others().get(bob.lease.id());
        assertThat(alice.nodes.others()).hasSize(1);
        assertThat(seen.isUp()).isTrue();
        assertThat(seen.info()).isEqualTo(new NodeInfo("b:2", "0.2.0", 1, 2));
    }

    @Test
    void a_node_that_is_silent_for_too_long_is_gone_for_ever() {
        String id = bob.lease.id();
        alice.nodes.look();
        clock.advance(PATIENCE.minus(INSTANT));
        alice.nodes.look();
        assertThat(bucket.get(id).value()).contains("\"up\"");

        clock.advance(INSTANT);
        alice.nodes.look();
        assertThat(bucket.get(id).value()).contains("\"gone\"");

        alice.nodes.look();
        assertThat(alice.nodes.find(id).isUp()).isFalse();
    }

    @Test
    void a_node_that_is_not_there_for_longer_than_a_lease_is_gone_and_one_that_has_just_begun_is_not() {
        String id = bob.lease.id();
        assertThat(alice.nodes.isGone("unknown000")).isFalse();
        assertThat(alice.nodes.isGone(id)).isFalse();
        clock.advance(PATIENCE.plus(LeaseTimes.USUAL.lease()).plus(INSTANT));
        assertThat(alice.nodes.isGone("unknown000")).as("nobody has looked").isFalse();

        alice.nodes.look();

        assertThat(alice.nodes.isGone("unknown000")).isTrue();
        assertThat(alice.nodes.isGone(id)).isFalse();
        assertThat(alice.nodes.isGone("unknown111"))
                .as("asked for the first time")
                .isFalse();
    }

    @Test
    void a_node_that_is_refreshed_now_and_then_stays() {
        String id = bob.lease.id();
        for (int i = 0; i < 5; i++) {
            alice.nodes.look();
            clock.advance(LeaseTimes.USUAL.lease().minus(INSTANT));
            bob.lease.refresh();
        }
        alice.nodes.look();

        assertThat(bucket.get(id).value()).contains("\"up\"");
        assertThat(bob.lease.valid()).isTrue();
    }

    @Test
    void who_has_not_looked_for_a_long_time_breaks_nothing() {
        String id = bob.lease.id();
        alice.nodes.look();
        bob.lease.refresh();
        clock.advance(PATIENCE);

        alice.nodes.look();

        assertThat(bucket.get(id).value()).contains("\"up\"");
    }

    @Test
    void what_makes_no_sense_is_left_alone() {
        bucket.put("zzzzzzzzzz", "garbage", 0);
        bucket.put("yyyyyyyyyy", "{\"state\":5}", 0);

        alice.nodes.look();
        clock.advance(PATIENCE);
        alice.nodes.look();

        assertThat(bucket.get("zzzzzzzzzz").value()).isEqualTo("garbage");
        assertThat(alice.nodes.find("yyyyyyyyyy")).isNull();
    }

    @Test
    void who_stands_still_has_lost_its_name_before_another_takes_it() {
        alice.take();
        while (!bob.holds()) {
            assertThat(clock.isBefore(PATIENCE.multipliedBy(2))).isTrue();
            bob.lease.refresh();
            bob.nodes.look();
            bob.take();
            assertThat(alice.holds() && bob.holds()).isFalse();
            clock.advance(LeaseTimes.USUAL.refresh());
        }
    }

    @Test
    void whatever_happens_a_name_has_one_holder() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        Random random = new Random(seed);
        int takeovers = 0;
        Player nobody = new Player("c:3");
        Player frozen = nobody;
        for (int i = 0; i < STEPS; i++) {
            if (random.nextInt(FROZEN) == 0) {
                Player holder = alice.holds() ? alice : bob;
                frozen = frozen == nobody ? holder : nobody;
            }
            Player one = frozen == bob || (frozen == nobody && random.nextBoolean()) ? alice : bob;
            boolean held = one.holds();
            switch (random.nextInt(7)) {
                case 0 -> one.lease.refresh();
                case 1 -> one.lease.judge();
                case 2 -> one.nodes.look();
                case 3 -> one.take();
                case 4 -> loseAnswer(one);
                default -> clock.advance(Duration.ofMillis(random.nextInt(5_000)));
            }
            takeovers += !held && one.holds() ? 1 : 0;
            assertThat(alice.holds() && bob.holds()).as("-Djim.seed=%d", seed).isFalse();
        }
        assertThat(takeovers).as("-Djim.seed=%d", seed).isPositive();
    }

    /** What a refresh does whose answer never arrives. */
    private void loseAnswer(Player player) {
        String id = player.lease.id();
        if (id != null) {
            Bucket.Entry entry = bucket.get(id);
            Node node = Node.read(entry, 0);
            if (node.isUp()) {
                bucket.put(id, entry.value(), entry.revision());
            }
        }
    }
}
