package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.Subscription;
import chat.jim.testing.RawClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Messages to users of another server of the same chat: what one server alone cannot get wrong. */
@Timeout(120)
class RemoteMessagesTest {
    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private static Path folder;

    private static OneChat chat;
    private static Engine spy;

    @BeforeAll
    static void start() throws Exception {
        chat = new OneChat(NATS, 2, folder);
        spy = Engine.open(chat.config);
    }

    @AfterAll
    static void stop() {
        spy.close();
        chat.close();
    }

    @Test
    void a_thousand_at_once_arrive_in_order_in_far_fewer_batches() {
        int count = 1000;
        AtomicInteger requests = new AtomicInteger();
        try (Subscription counted =
                        spy.subscribe(chat.config.cluster() + ".n.*", (data, reply) -> requests.incrementAndGet());
                RawClient alice = chat.online(0, "alice");
                RawClient bob = chat.online(1, "bob")) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                all.append(msg("alice", "bob", Integer.toString(i)));
            }
            alice.sendBytes(all.toString().getBytes(UTF_8));

            for (int i = 0; i < count; i++) {
                alice.expect(200);
                bob.expectMessage("alice", Integer.toString(i));
            }
            System.out.println(count + " messages in " + requests + " requests at " + counted.subject());
            assertThat(requests.get()).isBetween(1, count / 5);
            alice.quit();
            bob.quit();
        }
    }

    @Test
    void the_longest_ones_at_once_arrive_too() {
        int count = 256;
        String longest = "\\ud83d\\ude00".repeat(500);
        try (RawClient alice = chat.online(0, "alice");
                RawClient bob = chat.online(1, "bob")) {
            alice.sendBytes(msg("alice", "bob", longest).repeat(count).getBytes(UTF_8));

            for (int i = 0; i < count; i++) {
                bob.expectMessage("alice", longest);
                alice.expect(200);
            }
            alice.quit();
            bob.quit();
        }
    }

    @Test
    void nobody_is_404() {
        try (RawClient alice = chat.online(0, "alice")) {
            alice.msg("nobody", "x").expect(404, "Nobody called nobody is online");
            alice.quit();
        }
    }

    @Test
    void what_waits_for_a_server_that_does_not_answer_was_not_sent() {
        String silent = "zzzzzzzzzz";
        Bucket names = spy.bucket("NAMES");
        assertThat(names.put("mute", json("{'n':'" + silent + "','as':'mute'}"), 0))
                .isPresent();
        AtomicInteger requests = new AtomicInteger();
        List<RawClient> writers = new ArrayList<>();
        String subject = chat.config.cluster() + ".n." + silent;
        try (Subscription counted = spy.subscribe(subject, (data, reply) -> requests.incrementAndGet())) {
            for (int i = 0; i < 6; i++) {
                RawClient writer = chat.online(0, "writer" + i).msg("mute", "x");
                int sent = Math.min(i + 1, 4); // more are not under way at a time
                await().until(() -> requests.get() == sent);
                writers.add(writer);
            }

            writers.subList(0, 4).forEach(writer -> writer.expect(504, "does not answer"));
            writers.subList(4, 6).forEach(writer -> writer.expect(503, "nothing was sent"));
            assertThat(requests.get()).as(counted.subject()).isEqualTo(4);
        }
        writers.forEach(RawClient::quit);
    }

    @Test
    void a_claim_that_nobody_stands_behind_is_taken_over() {
        Bucket names = spy.bucket("NAMES");
        String claim = json("{'n':'" + chat.node(0) + "','as':'orphan'}");
        assertThat(names.put("orphan", claim, 0)).isPresent();

        try (RawClient alice = chat.online(0, "alice");
                RawClient orphan = chat.online(1, "orphan")) {
            alice.msg("orphan", "welcome").expect(200);
            orphan.expectMessage("alice", "welcome");
            orphan.quit();
            alice.quit();
        }
        await().until(() -> names.get("orphan") == null);
    }

    @Test
    void a_claim_that_makes_no_sense_is_taken_over() {
        Bucket names = spy.bucket("NAMES");
        for (String claim : new String[] {"", "{", "{}", "{'n':'','as':'x'}", "{'n':'a b.*','as':'x'}", "{'n':7}"}) {
            assertThat(names.put("strange", json(claim), 0)).isPresent();

            try (RawClient alice = chat.online(0, "alice")) {
                alice.msg("strange", "x").expect(404);
                RawClient strange = chat.online(1, "strange");
                strange.quit();
                alice.quit();
            }
            await().until(() -> names.get("strange") == null);
        }
    }

    private static String msg(String from, String to, String text) {
        return json("{'action':'msg','time':1,'to':'" + to + "','from':'" + from + "','message':'" + text + "'}\n");
    }
}
