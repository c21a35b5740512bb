package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
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

    private PlayedServer chat;
    private int batches;

    @BeforeEach
    void start() throws Exception {
        chat = PlayedServer.start(NATS.freshConfig());
    }

    @AfterEach
    void close() {
        chat.close();
    }

    private RawClient bob() {
        RawClient bob = chat.bob();
        bob.expect(200);
        return bob;
    }

    /** Sends the message of that number, and returns what has become of it. */
    private String sent(int number) {
        batches++;
        String batch = "B 1 " + chat.played().lease().id() + " " + batches + "\nM 1 " + batches + " " + number
                + " - SPEC 1 -\n\n"
                + RawClient.json("{'action':'msg','time':1,'to':'bob','from':'alice','message':'" + number + "'}\n");
        byte[] answer =
                Engine.await(chat.engine().request(chat.subject(chat.node()), batch.getBytes(UTF_8), Waiting.DEADLINE));
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

        Waiting.await().until(() -> chat.waiting().isEmpty());
        assertThat(sent(2)).startsWith("404");
    }

    @Test
    void it_waits_once_if_its_reader_has_gone_without_confirming_it() {
        try (RawClient bob = bob()) {
            assertThat(sent(1)).isEqualTo("200");
            bob.expectMessage("alice", "1");
            bob.reset();
            Waiting.await().until(() -> chat.waiting().size() == 1);
        }

        assertThat(sent(1)).isEqualTo("200");

        assertThat(chat.waiting()).hasSize(1);
    }
}
