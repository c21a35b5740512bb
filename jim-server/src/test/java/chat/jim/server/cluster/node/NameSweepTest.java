package chat.jim.server.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.Engine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NameSweepTest {
    private static final NodeInfo SELF = new NodeInfo("10.0.0.5:7777", "0.2.0", 1, 1);
    private static final String SMALLEST = "0000000000";

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private Engine engine;
    private Bucket bucket;
    private Bucket names;
    private NodeLease lease;
    private Nodes nodes;
    private NameSweep sweep;
    private final List<String> ended = new ArrayList<>();

    @BeforeEach
    void begin() {
        engine = Engine.open(NATS.freshConfig());
        bucket = engine.plainBucket("NODES");
        names = engine.bucket("NAMES");
        lease = new NodeLease(bucket, SELF, LeaseTimes.USUAL, new HandClock(), null);
        nodes = new Nodes(bucket, lease, LeaseTimes.USUAL, new HandClock());
        sweep = new NameSweep(bucket, names, lease, nodes, ended::addAll);
        lease.begin();
        names.put("alice", "{\"n\":\"gone000000\",\"s\":1}", 0);
        names.put("bob", "{\"n\":\"" + lease.id() + "\",\"s\":2}", 0);
        names.put("carol", "{\"n\":\"gone000000\",\"s\":3}", 0);
        names.put("dave", "garbage", 0);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void the_names_of_a_node_that_is_gone_are_removed() {
        bucket.put("gone000000", NodeInfo.gone(Nodes.now()), 0);

        sweep();

        assertThat(names.entries()).extracting(Entry::key).containsExactly("bob", "dave");
        assertThat(bucket.get("gone000000")).isNotNull();
        sweep();
        assertThat(ended).as("told once").containsExactly("gone000000");
    }

    @Test
    void what_is_left_of_a_node_is_removed_with_its_names_after_a_day() {
        bucket.put("gone000000", NodeInfo.gone(Nodes.now() - 100_000), 0);

        sweep();

        assertThat(names.entries()).hasSize(2);
        assertThat(bucket.get("gone000000")).isNull();
    }

    @Test
    void the_node_with_the_smallest_id_does_it_for_all() {
        bucket.put("gone000000", NodeInfo.gone(Nodes.now()), 0);
        bucket.put(SMALLEST, SELF.up(1), 0);

        sweep();

        assertThat(names.entries()).hasSize(4);
    }

    private void sweep() {
        nodes.look();
        sweep.sweep();
    }
}
