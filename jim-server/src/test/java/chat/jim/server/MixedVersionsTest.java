package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A server of the next version of the cluster's protocol beside one of this version, as during an upgrade. */
@Timeout(120)
class MixedVersionsTest {
    private static final int OLD = 0;
    private static final int NEW = 1;

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    @TempDir
    private Path folder;

    private OneChat chat;
    private Engine engine;
    private RawClient alice;
    private RawClient bob;

    @BeforeEach
    void start() throws IOException {
        chat = new OneChat(NATS, 1, folder);
        chat.add(2);
        engine = Engine.open(chat.config);
        alice = chat.online(OLD, "alice");
        bob = chat.online(NEW, "bob");
        await().until(() ->
                chat.server(OLD).context().directory().elsewhere().names().size() == 1);
    }

    @AfterEach
    void stop() {
        alice.close();
        bob.close();
        engine.close();
        chat.close();
    }

    @Test
    void they_talk_in_the_version_that_both_speak() {
        assertThat(engine.plainBucket("NODES").get(chat.node(NEW)).value()).contains("\"v\":[1,2]");

        alice.msg("bob", "one").expect(200);
        bob.expectMessage("alice", "one");
        bob.msg("alice", "two").expect(200);
        alice.expectMessage("bob", "two");
        bob.join("#tea");
        alice.join("#tea");
        bob.expect(100, "alice");
        alice.msg("#tea", "three").expect(200);
        bob.expectMessage("alice", "three");
    }

    @Test
    void a_message_of_an_unknown_kind_is_answered_503_and_those_around_it_are_delivered() {
        String batch = "B 1 " + chat.node(NEW) + " 1\n" + "M 9 1 1 - SPEC 1 -\n" + "EDIT 9 1 2 - SPEC 2 more words\n"
                + "M 9 1 3 - SPEC 1 -\n\n" + said("one") + said("old") + said("new") + said("two");

        assertThat(answer(batch))
                .isEqualTo("A 1 1\n200\n503 The addressee's server is of an older version: nothing was sent.\n200");
        alice.expectMessage("bob", "one");
        alice.expectMessage("bob", "two");
        alice.fence("alice");
    }

    @Test
    void what_comes_from_a_room_and_is_of_an_unknown_kind_reaches_nobody_and_harms_nothing() {
        String batch = "R 1 " + chat.node(NEW) + " 1000\nPIN 7 " + (said("one").length() - 1) + " x\n\n" + said("one");

        assertThat(answer(batch)).isEqualTo("R 1 1000\n0");
        alice.fence("alice");
    }

    @Test
    void an_unknown_question_is_answered_at_once_and_an_unknown_word_to_all_does_nothing() {
        assertThat(answer("weather tomorrow")).isEqualTo("\0 503");

        engine.publish(chat.config.cluster() + ".all", "weather sunny".getBytes(UTF_8));
        alice.msg("bob", "still here").expect(200);
        bob.expectMessage("alice", "still here");
    }

    private static String said(String text) {
        return "{\"action\":\"msg\",\"time\":1,\"to\":\"alice\",\"from\":\"bob\",\"message\":\"" + text + "\"}\n";
    }

    /** What the older server answers. */
    private String answer(String question) {
        return new String(
                Engine.await(engine.request(chat.subject(OLD), question.getBytes(UTF_8), Waiting.DEADLINE)), UTF_8);
    }
}
