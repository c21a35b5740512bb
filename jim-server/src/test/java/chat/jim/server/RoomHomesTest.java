package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.store.HistoryStore.Range;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A room whose members are connected to several servers: each room has its home at one of them. */
@Timeout(120)
class RoomHomesTest {
    private static final String JOIN = "{'action':'join','time':1,'room':'#tea'}";

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    @Test
    void a_message_goes_once_to_each_server_with_members() throws Exception {
        try (OneChat chat = new OneChat(NATS, 3, folder);
                Engine listener = Engine.open(chat.config)) {
            RawClient home = member(chat, 0, "home", 201);
            List<RawClient> members = List.of(
                    member(chat, 1, "a", 200),
                    member(chat, 1, "b", 200),
                    member(chat, 1, "c", 200),
                    member(chat, 2, "d", 200),
                    member(chat, 2, "e", 200));
            List<String> copies = new CopyOnWriteArrayList<>();
            for (int server = 1; server <= 2; server++) {
                listener.subscribe(chat.subject(server), (data, reply) -> {
                    String batch = new String(data, StandardCharsets.UTF_8);
                    if (batch.startsWith("R 1 ") && batch.contains("once")) {
                        copies.add(batch);
                    }
                });
            }

            say(home, "home", "once");
            assertThat(answer(home)).contains("\"response\":200").contains("\"reached\":5");
            members.forEach(member -> assertThat(message(member)).contains("\"once\""));

            await().until(() -> copies.size() >= 2);
            assertThat(copies).hasSize(2).allSatisfy(copy -> assertThat(copy).containsOnlyOnce("once"));
        }
    }

    @Test
    void members_at_other_servers_stay_in_the_room_when_its_home_leaves() throws Exception {
        try (OneChat chat = new OneChat(NATS, 3, folder)) {
            RawClient unused = member(chat, 0, "home", 201);
            RawClient alice = member(chat, 1, "alice", 200);
            RawClient bob = member(chat, 2, "bob", 200);

            chat.stop(0);

            await().untilAsserted(() -> {
                say(alice, "alice", "are you there?");
                assertThat(answer(alice)).contains("\"response\":200").contains("\"reached\":1");
            });
            assertThat(message(bob)).contains("\"are you there?\"");
            say(bob, "bob", "yes");
            assertThat(answer(bob)).contains("\"response\":200");
            assertThat(message(alice)).contains("\"yes\"");
        }
    }

    @Test
    void who_was_connected_to_a_server_that_leaves_is_out_of_the_room() throws Exception {
        try (OneChat chat = new OneChat(NATS, 2, folder)) {
            RawClient alice = member(chat, 0, "alice", 201);
            RawClient unused = member(chat, 1, "bob", 200);

            chat.stop(1);

            assertThat(until(alice, "bob left #tea")).contains("100");
            alice.send("{'action':'who','time':1,'room':'#tea'}");
            assertThat(until(alice, "In #tea: ")).contains("In #tea: 1.");
        }
    }

    @Test
    void who_is_put_out_at_the_home_is_out_at_its_own_server() throws Exception {
        try (OneChat chat = OneChat.sharing(NATS, 2, folder)) {
            RawClient owner = chat.connect(0);
            owner.send("{'action':'register','time':1,'user':{'account_name':'owner','password':'secret-1234'}}")
                    .expect(201, "");
            owner.send(JOIN);
            assertThat(answer(owner)).contains("\"response\":201");
            RawClient bob = member(chat, 1, "bob", 200);

            owner.send("{'action':'kick','time':1,'room':'#tea','user_id':'bob'}");
            assertThat(answer(owner)).contains("\"response\":200");

            assertThat(until(bob, "kicked you")).contains("#tea");
            say(bob, "bob", "still here?");
            assertThat(answer(bob)).contains("\"response\":403");
        }
    }

    @Test
    void the_history_is_there_when_the_home_is_not() throws Exception {
        try (OneChat chat = OneChat.keeping(NATS, 3, folder)) {
            RawClient owner = chat.connect(0);
            owner.send("{'action':'register','time':1,'user':{'account_name':'owner','password':'secret-1234'}}")
                    .expect(201, "");
            owner.send(JOIN);
            assertThat(answer(owner)).contains("\"response\":201");
            RawClient alice = member(chat, 1, "alice", 200);
            say(owner, "owner", "worth keeping");
            assertThat(answer(owner)).contains("\"response\":200");
            assertThat(message(alice)).contains("worth keeping");
            await().untilAsserted(() ->
                    assertThat(chat.own(1).last(Range.all("#tea"), 9)).hasSize(1));

            chat.stop(0);

            await().untilAsserted(() -> {
                alice.send("{'action':'history','time':1,'room':'#tea'}");
                assertThat(alice.receive()).contains("worth keeping");
            });
        }
    }

    @Test
    void a_room_that_is_nowhere_is_not_claimed_for_whoever_asks_for_it() throws Exception {
        try (OneChat chat = new OneChat(NATS, 2, folder);
                Engine engine = Engine.open(chat.config)) {
            RawClient alice = chat.online(0, "alice");

            alice.send("{'action':'who','time':1,'room':'#nowhere'}").expect(404, "There is no room #nowhere");
            alice.msg("#nowhere", "hello").expect(404, "There is no room #nowhere");

            byte[] question = "holds #nowhere".getBytes(StandardCharsets.UTF_8);
            byte[] answer = Engine.await(engine.request(chat.subject(0), question, Waiting.DEADLINE));
            assertThat(new String(answer, StandardCharsets.UTF_8)).isEqualTo("no");
        }
    }

    private static RawClient member(OneChat chat, int server, String name, int code) {
        RawClient client = chat.online(server, name);
        client.send(JOIN);
        assertThat(answer(client)).contains("\"response\":" + code);
        return client;
    }

    private static void say(RawClient client, String from, String text) {
        client.send("{'action':'msg','time':1,'to':'#tea','from':'" + from + "','message':'" + text + "'}");
    }

    /** The next answer; notices may come before it. */
    private static String answer(RawClient client) {
        String line = client.receive();
        return line.startsWith("{\"response\":1") || line.startsWith("{\"action\"") ? answer(client) : line;
    }

    private static String message(RawClient client) {
        return until(client, "\"action\":\"msg\"");
    }

    private static String until(RawClient client, String part) {
        String line = client.receive();
        return line.contains(part) ? line : until(client, part);
    }
}
