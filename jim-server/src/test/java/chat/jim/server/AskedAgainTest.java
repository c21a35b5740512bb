package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineConfig;
import chat.jim.server.cluster.node.NodeInfo;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.jetstream.JetStreamStore;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CLUSTER: another server, which the test itself is, has missed an answer, and sends its message once more. */
@Timeout(60)
class AskedAgainTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    private final List<AutoCloseable> open = new ArrayList<>();
    private Engine engine;
    private ThisNode other;
    private ThisNode node;
    private JetStreamStore store;
    private Server server;
    private int batches;

    @BeforeEach
    void start() throws Exception {
        EngineConfig config = NATS.freshConfig();
        engine = opened(Engine.open(config));
        other = opened(ThisNode.join(engine, new NodeInfo("other", "test", 1, 1), null));
        Engine own = Engine.open(config);
        node = ThisNode.join(own, new NodeInfo("node", "test", 1, 1), null);
        store = opened(JetStreamStore.open(own, node.lease()::lastId));
        store.accounts().add(Address.account("bob"), CheapHash.of("b"));
        server = OneChat.server(own, node, store);
        open.add(0, server);
    }

    private <T extends AutoCloseable> T opened(T one) {
        open.add(0, one);
        return one;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private RawClient bob() {
        RawClient bob = RawClient.connect(server.port()).authenticate("bob", "b");
        bob.expect(200);
        return bob;
    }

    /** Sends the message of that number, and returns what has become of it. */
    private String sent(int number) {
        batches++;
        String batch = "B 1 " + other.lease().id() + " " + batches + "\nM 1 " + batches + " " + number
                + " - SPEC 1 -\n\n"
                + RawClient.json("{'action':'msg','time':1,'to':'bob','from':'alice','message':'" + number + "'}\n");
        byte[] answer = Engine.await(
                engine.request(engine.cluster() + ".n." + node.lease().id(), batch.getBytes(UTF_8), Waiting.DEADLINE));
        return new String(answer, UTF_8).lines().skip(1).findFirst().orElse("").strip();
    }

    @Test
    void it_comes_once() {
        try (RawClient bob = bob()) {
            assertThat(sent(1)).isEqualTo("200");
            assertThat(sent(1)).isEqualTo("200");
            assertThat(sent(2)).isEqualTo("200");

            bob.expectMessage("alice", "1");
            bob.expectMessage("alice", "2");
        }
    }

    @Test
    void it_is_not_said_to_be_elsewhere_if_its_reader_has_confirmed_it_and_gone() {
        try (RawClient bob = bob()) {
            assertThat(sent(1)).isEqualTo("200");
            bob.expectMessage("alice", "1");
            bob.quit();
        }

        assertThat(sent(1)).isEqualTo("200");

        Waiting.await().until(() -> waiting() == 0);
        assertThat(sent(2)).startsWith("404");
    }

    @Test
    void it_waits_once_if_its_reader_has_gone_without_confirming_it() {
        try (RawClient bob = bob()) {
            assertThat(sent(1)).isEqualTo("200");
            bob.expectMessage("alice", "1");
            bob.reset();
            Waiting.await().until(() -> waiting() == 1);
        }

        assertThat(sent(1)).isEqualTo("200");

        assertThat(waiting()).isOne();
    }

    private int waiting() {
        return store.mail()
                .read(store.accounts().find(Address.account("bob")).key(), Place.START, 10)
                .letters()
                .size();
    }
}
