package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** CLUSTER: an account whose server does not answer, which the test itself is: what is said to it is kept, and comes once. */
@Timeout(60)
class SilentServerTest {
    @RegisterExtension
    static final NatsCluster NATS = NatsCluster.shared();

    /** What the silent server was asked, and how it answers. */
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    /** The tickets of the messages that it has got, without the id of their server. */
    private final List<String> tickets = Collections.synchronizedList(new ArrayList<>());

    private PlayedServer chat;
    private Bucket names;
    private long claim;

    @BeforeEach
    void start() throws Exception {
        chat = PlayedServer.start(NATS.freshConfig());
        names = chat.played().names();
        claim = names.put("bob", claimOf("bob"), 0).getAsLong();
    }

    /** That the silent server has that name. */
    private String claimOf(String name) {
        return "{\"n\":\"" + chat.played().lease().id() + "\",\"as\":\"" + name + "\"}";
    }

    @AfterEach
    void close() {
        chat.close();
    }

    /** The other server hears from now on, and answers so. */
    private void hear(Consumer<Consumer<byte[]>> answer) {
        hearQuestions((question, reply) -> answer.accept(reply));
    }

    private void hearQuestions(BiConsumer<String, Consumer<byte[]>> answer) {
        chat.engine().subscribe(chat.subject(chat.played()), (data, reply) -> {
            String question = new String(data, UTF_8);
            boolean isEmpty = question.startsWith("B ") && !question.contains("\nM ");
            asked.add(isEmpty ? "empty" : question.substring(0, Math.min(4, data.length)));
            answer.accept(question, reply);
        });
    }

    /** Answers a batch: the first message has that code, and all behind it were not tried. */
    private static void refuseFirst(String code, String batch, Consumer<byte[]> reply) {
        List<String> lines = batch.lines().takeWhile(line -> !line.isEmpty()).toList();
        String number = lines.get(0).split(" ", -1)[3];
        reply.accept(("A 1 " + number + "\n" + code + "\n0".repeat(lines.size() - 2)).getBytes(UTF_8));
    }

    @Test
    void what_is_said_to_an_account_whose_server_cannot_be_reached_is_kept_and_comes_in_order() {
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("bob", "1").expect(202);
            alice.msg("bob", "2").expect(202);
            assertThat(names.delete(claim)).isTrue();
            alice.msg("bob", "3").expect(202);

            assertThatBobGets("1", "2", "3");
        }
    }

    @Test
    void what_is_said_to_an_account_whose_server_stands_still_is_kept_and_so_is_all_behind_it() {
        hear(reply -> {});
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("bob", "1").expect(202);
            alice.msg("bob", "2").expect(202);
            alice.msg("bob", "3").expect(202);
            assertThat(asked.stream().filter(word -> word.startsWith("B "))).hasSize(1);
            assertThat(names.delete(claim)).isTrue();

            assertThatBobGets("1", "2", "3");
        }
    }

    @Test
    void a_server_that_answers_again_is_asked_once_more_what_has_become_of_it() {
        answerOnlyTheSecond("200");
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("bob", "1").expect(200);

            assertThat(tickets).hasSize(2);
            assertThat(tickets.get(0)).isEqualTo(tickets.get(1));
            assertThat(chat.waiting()).isEmpty();
        }
    }

    @Test
    void what_it_cannot_take_then_either_is_kept_under_its_ticket() {
        answerOnlyTheSecond("503 The server is cut off.");
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("bob", "1").expect(202);

            assertThat(tickets).hasSize(2);
            assertThat(chat.waiting())
                    .singleElement()
                    .matches(kept -> kept.ticket().equals(chat.node().lease().id() + "." + tickets.get(0)));
        }
    }

    /** The other server does not answer the first message, but answers what is asked then, and so the second one. */
    private void answerOnlyTheSecond(String code) {
        hearQuestions((question, reply) -> {
            String item = question.lines()
                    .filter(line -> line.startsWith("M "))
                    .findAny()
                    .orElse("");
            if (item.isEmpty()) {
                reply.accept(question.getBytes(UTF_8));
                return;
            }
            String[] words = item.split(" ", -1);
            tickets.add(words[1] + "." + words[3]);
            if (tickets.size() == 2) {
                refuseFirst(code, question, reply);
            }
        });
    }

    @Test
    void what_was_not_tried_does_not_overtake_what_was_kept_before_it() {
        hearQuestions((question, reply) -> {
            if (question.startsWith("B ")) {
                refuseFirst("404", question, reply);
            }
        });
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.sendBare("""
                    {'action':'msg','time':1,'to':'bob','from':'alice','message':'1'}
                    {'action':'msg','time':1,'to':'bob','from':'alice','message':'2'}
                    """);
            alice.expect(202);
            alice.expect(202);

            assertThat(asked.stream().filter(word -> word.startsWith("B "))).hasSize(1);
            assertThat(names.delete(claim)).isTrue();
            assertThatBobGets("1", "2");
        }
    }

    @Test
    void it_is_kept_under_the_ticket_of_what_was_sent_though_this_server_is_cut_off_meanwhile() {
        hear(reply -> {});
        Bucket nodes = chat.engine().plainBucket("NODES");
        String sender = chat.node().lease().id();
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.send("{'action':'msg','time':1,'to':'bob','message':'1'}");
            await().until(() -> asked.contains("B 1 "));

            nodes.put(sender, "{\"state\":\"gone\"}", nodes.get(sender).revision());

            Kept kept =
                    await().until(chat::waiting, letters -> !letters.isEmpty()).get(0);
            assertThat(kept.ticket()).startsWith(sender + ".");
        }
    }

    @Test
    void the_server_is_told_until_it_answers() {
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("bob", "1").expect(202);
            hear(reply -> reply.accept(new byte[0]));

            await().until(() -> asked.contains("poke"));
        }
    }

    @Test
    void the_server_is_told_though_one_was_told_first_that_the_account_is_nowhere() {
        hear(reply -> reply.accept(new byte[0]));
        assertThat(names.delete(claim)).isTrue();
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("bob", "1").expect(202);
            assertThat(names.put("bob", claimOf("bob"), 0)).isPresent();

            await().until(() -> asked.contains("poke"));
        }
    }

    @Test
    void somebody_without_an_account_whose_server_cannot_be_reached_is_503() {
        names.put("carol", claimOf("carol"), 0);
        try (RawClient alice = RawClient.online(chat.server().port(), "alice")) {
            alice.msg("carol", "1").expect(503, "nothing was sent");
        }
    }

    private void assertThatBobGets(String... texts) {
        try (RawClient bob = chat.bob()) {
            bob.expect(200);
            for (String text : texts) {
                String line = bob.receive();
                while (line.contains("\"probe\"")) {
                    line = bob.receive(); // he was told of what is kept before he had read it
                }
                assertThat(line).contains("\"message\":\"" + text + "\"");
            }
        }
    }
}
