package chat.jim.server.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lease of a server has just ended, and its people are still there for a moment. */
class EndedLeaseTest {
    private static final Address ALICE = Address.account("alice");

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private final EngineConfig config = NATS.freshConfig();
    private final AtomicLong clock = new AtomicLong();
    private final CountDownLatch areAway = new CountDownLatch(1);
    private final Member hers = new Member(clock::get);
    private final Member other = new Member(System::nanoTime);
    private final Peer alice = Peer.connected(null, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);

    /** A server without connections. */
    private final class Member {
        private final Engine engine = Engine.open(config);
        private final ThisNode node;
        private final ClusterNames names;
        private final Directory directory = new Directory(null);

        Member(LongSupplier time) {
            NodeInfo info = new NodeInfo("127.0.0.1:7777", "test", 1, 1);
            node = ThisNode.join(engine, info, null, LeaseTimes.USUAL, time);
            Bus bus = new Bus(engine, node);
            names = new ClusterNames(node, bus);
            names.begin(new Others.Here(directory, null, null, null, null, null, null, null, null));
            bus.begin();
        }

        void close() {
            names.close();
            node.close();
            engine.close();
        }
    }

    private void endHerLease() {
        hers.directory.claim(ALICE, alice);
        assertThat(hers.names.claim(ALICE, null, () -> true)).isTrue();
        hers.node.lease().onStateChange(state -> {
            try {
                areAway.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        clock.addAndGet(LeaseTimes.USUAL.lease().toNanos());
        assertThat(hers.node.lease().valid()).isFalse();
    }

    /** Whether somebody gets the name who is gone when the answer of its server was not yes or no. */
    private boolean isGivenAtOnce() {
        AtomicInteger asked = new AtomicInteger();
        return other.names.claim(ALICE, null, () -> asked.incrementAndGet() == 1);
    }

    @AfterEach
    void close() {
        areAway.countDown();
        hers.close();
        other.close();
    }

    @Test
    void while_somebody_is_still_there_nobody_else_gets_the_name() {
        endHerLease();

        assertThat(isGivenAtOnce()).isFalse();
    }

    @Test
    void as_soon_as_nobody_is_there_others_get_the_name() {
        endHerLease();
        hers.directory.release(ALICE, alice);

        assertThat(isGivenAtOnce()).isTrue();
    }
}
