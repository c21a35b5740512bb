package chat.jim.server.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.node.NodeLease.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NodeLeaseTest {
    private static final NodeInfo SELF = new NodeInfo("10.0.0.5:7777", "0.2.0", 1, 1);
    private static final Duration INSTANT = Duration.ofNanos(1);
    private static final Duration DOUBT = LeaseTimes.USUAL.doubt();
    private static final Duration LEASE = LeaseTimes.USUAL.lease();

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    Path folder;

    private final HandClock clock = new HandClock();
    private final List<State> told = new ArrayList<>();
    private Engine engine;
    private Bucket bucket;
    private NodeLease lease;

    @BeforeEach
    void begin() {
        engine = Engine.open(NATS.freshConfig());
        bucket = engine.plainBucket("NODES");
        lease = begun(null);
        lease.onStateChange(told::add);
    }

    private NodeLease begun(NodeIdFile file) {
        NodeLease begun = new NodeLease(bucket, SELF, LeaseTimes.USUAL, clock, file);
        begun.begin();
        return begun;
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_node_stands_in_the_engine_as_the_contract_says() {
        assertThat(lease.valid()).isTrue();
        assertThat(lease.state()).isEqualTo(State.UP);
        assertThat(lease.id()).matches("[a-z0-9]{10}");
        assertThat(bucket.get(lease.id()).value())
                .isEqualTo(
                        "{\"state\":\"up\",\"v\":[1,1],\"version\":\"0.2.0\",\"address\":\"10.0.0.5:7777\",\"no\":1}");
    }

    @Test
    void without_a_refresh_it_is_doubtful_and_then_cut_off() {
        clock.advance(DOUBT.minus(INSTANT));
        lease.judge();
        clock.advance(INSTANT);
        lease.judge();
        assertThat(lease.valid()).isTrue();

        clock.advance(LEASE.minus(DOUBT));
        assertThat(lease.valid()).isFalse();
        lease.judge();
        assertThat(told).containsExactly(State.DOUBTFUL, State.CUT_OFF);
    }

    @Test
    void while_the_machine_sleeps_the_lease_ends_and_it_never_counts_longer_by_the_time_of_day() {
        HandClock wall = new HandClock();
        NodeLease sleeping = new NodeLease(bucket, SELF, LeaseTimes.USUAL, clock, wall, null, null);
        sleeping.begin();
        wall.advance(LeaseTimes.USUAL.patience().minus(LEASE));
        assertThat(sleeping.state()).as("clocks differ a little").isEqualTo(State.UP);
        wall.advance(LEASE);
        assertThat(sleeping.valid()).as("after a sleep").isFalse();

        wall.advance(Duration.ofDays(-1));
        assertThat(sleeping.valid()).as("somebody has set the clock back").isTrue();
        clock.advance(LEASE);
        assertThat(sleeping.valid()).isFalse();
    }

    @Test
    void a_refresh_ends_the_doubt() {
        clock.advance(DOUBT);
        lease.judge();

        lease.refresh();
        lease.judge();

        assertThat(told).containsExactly(State.DOUBTFUL, State.UP);
    }

    @Test
    void a_lease_counts_from_when_its_refresh_was_sent() {
        answerTakes(DOUBT);

        lease.refresh();

        assertThat(lease.state()).isEqualTo(State.DOUBTFUL);
    }

    /** Before it asks, it reads whether the lease still stands, and then the time. */
    private void answerTakes(Duration time) {
        clock.afterReads(2, () -> clock.advance(time));
    }

    @Test
    void an_answer_that_comes_too_late_revives_nothing() {
        String id = lease.id();
        clock.advance(LEASE.minus(INSTANT));
        answerTakes(INSTANT);

        lease.refresh();

        assertThat(lease.valid(id)).isFalse();
        lease.judge();
        assertThat(told).containsExactly(State.CUT_OFF);
    }

    @Test
    void a_refresh_whose_answer_was_lost_is_recognized() {
        String id = lease.id();
        clock.advance(DOUBT);
        loseAnswer();

        lease.refresh();

        assertThat(lease.id()).isEqualTo(id);
        assertThat(lease.state()).isEqualTo(State.UP);
    }

    @Test
    void a_refresh_whose_answer_was_lost_extends_nothing_itself() {
        clock.advance(DOUBT);
        loseAnswer();
        clock.afterReads(4, engine::close); // when it knows of it, and is about to refresh again

        lease.refresh();

        assertThat(lease.state()).isEqualTo(State.DOUBTFUL);
    }

    /** What a refresh does whose answer never arrives. */
    private void loseAnswer() {
        String id = lease.id();
        assertThat(bucket.put(id, SELF.up(2), bucket.get(id).revision())).isPresent();
    }

    @Test
    void a_broken_lease_is_over_at_once() {
        Entry entry = bucket.get(lease.id());
        bucket.put(lease.id(), NodeInfo.gone(1), entry.revision());

        lease.refresh();

        assertThat(lease.valid()).isFalse();
        lease.judge();
        assertThat(told).containsExactly(State.CUT_OFF);
    }

    @Test
    void a_new_lease_begins_only_when_the_sessions_are_away() {
        String first = lease.id();
        List<String> whileAway = new ArrayList<>();
        lease.onStateChange(state -> {
            lease.refresh();
            whileAway.add(lease.id());
        });
        clock.advance(LEASE);

        lease.refresh();
        lease.judge();
        assertThat(whileAway).containsExactly((String) null);

        lease.refresh();
        assertThat(lease.id()).isNotNull().isNotEqualTo(first);
        assertThat(lease.valid(first)).isFalse();
    }

    @Test
    void the_names_of_the_old_id_are_free_when_the_new_one_begins() {
        String first = lease.id();
        clock.advance(LEASE);
        lease.judge();

        lease.refresh();
        lease.judge();

        assertThat(bucket.get(first).value()).startsWith("{\"state\":\"gone\"");
        assertThat(told).containsExactly(State.CUT_OFF, State.UP);
    }

    @Test
    void a_node_that_leaves_is_gone_at_once() {
        String id = lease.id();

        lease.close();
        lease.refresh();

        assertThat(lease.valid()).isFalse();
        assertThat(bucket.get(id).value()).startsWith("{\"state\":\"gone\"");
    }

    @Test
    void who_has_the_data_of_a_dead_node_ends_its_lease_at_once() throws IOException {
        NodeIdFile file = new NodeIdFile(folder);
        String dead = begun(file).id();

        String next = begun(file).id();

        assertThat(bucket.get(dead).value()).startsWith("{\"state\":\"gone\"");
        assertThat(new NodeIdFile(folder).last()).isEqualTo(next).isNotEqualTo(dead);
        assertThat(Files.getPosixFilePermissions(folder.resolve("node")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void without_an_engine_it_stands_for_its_time() {
        engine.close();
        clock.advance(LEASE.minus(INSTANT));

        lease.refresh();

        assertThat(lease.state()).isEqualTo(State.DOUBTFUL);
        clock.advance(INSTANT);
        assertThat(lease.state()).isEqualTo(State.CUT_OFF);
    }
}
