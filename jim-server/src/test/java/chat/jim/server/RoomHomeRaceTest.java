package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** CLUSTER: a room that many enter at several servers at once gets one home, and all of them are in it. */
@Timeout(60)
class RoomHomeRaceTest {
    private static final int SERVERS = 3;
    private static final int PEOPLE = 30;
    private static final int ROUNDS = 60;

    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    @Test
    void one_has_made_it_and_a_message_reaches_all_others() throws Exception {
        try (OneChat chat = new OneChat(NATS, SERVERS, folder)) {
            List<RawClient> people = IntStream.range(0, PEOPLE)
                    .mapToObj(i -> chat.online(i % SERVERS, "p" + i))
                    .toList();
            for (int round = 0; round < ROUNDS; round++) {
                String room = "#r" + round;
                people.forEach(one -> one.send("{'action':'join','time':1,'quiet':true,'room':'" + room + "'}"));
                assertThat(people.stream().map(RoomHomeRaceTest::answer))
                        .as(room)
                        .filteredOn(answer -> answer.startsWith("{\"response\":201"))
                        .hasSize(1);

                people.get(0).send("{'action':'msg','time':1,'to':'" + room + "','message':'x'}");
                assertThat(answer(people.get(0))).as(room).contains("\"reached\":" + (PEOPLE - 1));
                people.forEach(one -> one.send("{'action':'leave','time':1,'room':'" + room + "'}"));
                assertThat(people.stream().map(RoomHomeRaceTest::answer))
                        .as(room)
                        .allSatisfy(answer -> assertThat(answer).startsWith("{\"response\":200"));
            }
        }
    }

    /** The next answer that is no notice. */
    private static String answer(RawClient client) {
        String line = client.receive();
        return line.startsWith("{\"response\":1") || line.startsWith("{\"action\"") ? answer(client) : line;
    }
}
