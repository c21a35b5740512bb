package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What members hear while their room gets a new home. */
@Timeout(120)
class RoomMovesTest {
    private static final String JOIN = "{'action':'join','time':1,'room':'#tea'}";

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    @Test
    void a_member_is_never_told_that_it_is_not_in_the_room() throws Exception {
        try (OneChat chat = new OneChat(NATS, 4, folder)) {
            RawClient unused = member(chat, 0, "home", 201);
            RawClient alice = member(chat, 1, "alice", 200);
            List<RawClient> others = List.of(member(chat, 2, "bob", 200), member(chat, 3, "carol", 200));

            chat.stop(0);

            List<String> answers = new ArrayList<>();
            others.forEach(other -> other.send(JOIN));
            await().until(() -> {
                alice.send("{'action':'msg','time':1,'to':'#tea','from':'alice','message':'hello'}");
                answers.add(answer(alice));
                return answers.get(answers.size() - 1).contains("\"response\":200");
            });
            assertThat(answers.subList(0, answers.size() - 1)).allMatch(answer -> answer.contains("\"response\":503"));
            assertThat(answers.get(answers.size() - 1)).contains("\"reached\":2");
        }
    }

    @Test
    void members_stay_in_it_when_another_one_of_their_server_has_joined_anew() throws Exception {
        try (OneChat chat = new OneChat(NATS, 3, folder)) {
            RawClient unused = member(chat, 0, "home", 201);
            RawClient alice = member(chat, 1, "alice", 200);
            RawClient carol = member(chat, 1, "carol", 200);
            RawClient dave = chat.online(2, "dave");

            chat.stop(0);

            for (RawClient client : List.of(dave, alice)) {
                await().until(() -> {
                    client.send(JOIN);
                    return !answer(client).contains("\"response\":503");
                });
            }
            await().untilAsserted(() -> {
                carol.send("{'action':'msg','time':1,'to':'#tea','from':'carol','message':'still here'}");
                assertThat(answer(carol)).contains("\"reached\":2");
            });
        }
    }

    @Test
    void a_room_of_nobody_is_not_made_anew_by_an_account() throws Exception {
        try (OneChat chat = OneChat.sharing(NATS, 3, folder)) {
            RawClient unused = member(chat, 0, "home", 201);
            RawClient unusedGuest = member(chat, 1, "guest", 200);
            RawClient owner = chat.connect(2);
            owner.send("{'action':'register','time':1,'user':{'account_name':'owner','password':'secret-1234'}}")
                    .expect(201, "");

            chat.stop(0);

            List<String> answers = new ArrayList<>();
            await().until(() -> {
                owner.send(JOIN);
                answers.add(answer(owner));
                return !answers.get(answers.size() - 1).contains("\"response\":503");
            });
            assertThat(answers.get(answers.size() - 1)).contains("\"response\":200");
        }
    }

    private static RawClient member(OneChat chat, int server, String name, int code) {
        RawClient client = chat.online(server, name);
        client.send(JOIN);
        assertThat(answer(client)).contains("\"response\":" + code);
        return client;
    }

    /** The next answer; notices and messages may come before it. */
    private static String answer(RawClient client) {
        String line = client.receive();
        return line.startsWith("{\"response\":1") || line.startsWith("{\"action\"") ? answer(client) : line;
    }
}
