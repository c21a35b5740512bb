package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An addressee changes servers while another one writes to him all the time. */
@Timeout(120)
class MovingAddresseeTest {
    private static final int SERVERS = 3;
    private static final int MOVES = 20;

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    @Test
    void what_is_answered_200_arrives_once_and_in_order() throws Exception {
        try (OneChat chat = new OneChat(NATS, SERVERS, folder)) {
            RemoteTalk talk = new RemoteTalk(chat.port(0), "alice", "bob");
            for (int move = 0; move <= MOVES; move++) {
                RawClient bob = chat.connect(move % SERVERS);
                talk.comeOnline(bob);
                Thread reader = new Thread(() -> talk.read(bob));
                reader.start();
                int goal = talk.sent() + 100;
                await().until(() -> talk.sent() >= goal);
                if (move == MOVES) {
                    talk.stop();
                }
                bob.send("{'action':'quit'}");
                reader.join();
                bob.close();
            }

            Map<Integer, Integer> counts = talk.counts();

            assertThat(counts.keySet()).isSubsetOf(200, 404, 503);
            assertThat(counts.get(200)).isGreaterThan(MOVES);
        }
    }

    @Test
    void a_server_that_leaves_frees_its_names_at_once() throws Exception {
        try (OneChat chat = new OneChat(NATS, 2, folder)) {
            RawClient bob = chat.online(1, "bob");
            chat.stop(1);
            assertThat(bob.receive()).startsWith("{\"response\":101,");

            chat.online(0, "bob").quit();
        }
    }

    @Test
    void who_comes_elsewhere_while_his_server_goes_down_waits_until_his_name_is_free() throws Exception {
        try (OneChat chat = new OneChat(NATS, 2, folder)) {
            RawClient bob = chat.online(1, "bob"); // does not hang up
            Thread stopping = new Thread(() -> chat.stop(1));
            stopping.start();
            assertThat(bob.receive()).startsWith("{\"response\":101,");

            chat.online(0, "bob").quit();
            stopping.join();
        }
    }
}
