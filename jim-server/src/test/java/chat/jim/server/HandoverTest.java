package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that one server serves over another, where their peers have connected. */
@Timeout(120)
class HandoverTest {
    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.shared();

    private static final String ALSO = "{'action':'authenticate','time':1,"
            + "'user':{'account_name':'alice','password':'secret'},'session':'also'}";

    @TempDir
    private Path folder;

    private OneChat chat;
    private RawClient first;

    @BeforeEach
    void start() throws Exception {
        chat = OneChat.sharing(NATS, 2, folder);
        chat.server(0).context().accounts().add(Address.account("alice"), CheapHash.of("secret"));
        first = chat.connect(0).send(ALSO).expect(200, "\"sessions\":1}");
    }

    @AfterEach
    void stop() {
        first.close();
        chat.close();
    }

    private RawClient second() {
        return chat.connect(1).send(ALSO).expect(200, "\"sessions\":2}");
    }

    private void awaitSessions(int count) {
        await().until(() -> chat.server(0)
                        .context()
                        .directory()
                        .find(Address.account("alice"))
                        .count()
                == count);
    }

    @Test
    void everything_behind_the_login_is_answered_in_order() {
        int count = 1000;
        StringBuilder all = new StringBuilder(json(ALSO)).append('\n');
        for (int i = 0; i < count; i++) {
            all.append(json("{'action':'msg','time':1,'to':'bob','message':'" + i + "'}\n"));
        }
        try (RawClient bob = chat.online(1, "bob");
                RawClient second = chat.connect(1)) {
            second.sendBytes(all.toString().getBytes(UTF_8));

            second.expect(200, "\"sessions\":2}");
            for (int i = 0; i < count; i++) {
                second.expect(200, "Sent.");
                bob.expectMessage("alice", Integer.toString(i));
                first.expectMessage("alice", Integer.toString(i));
            }
            second.send("nonsense").expect(400, "Expected a JSON object");
            second.quit();
        }
    }

    @Test
    void a_byte_at_a_time_is_as_good() {
        RawClient second = chat.connect(1);
        for (byte b : json(ALSO + "\n{'action':'msg','time':1,'to':'alice','message':'\u0444'}\n")
                .getBytes(UTF_8)) {
            second.sendBytes(new byte[] {b});
        }

        second.expect(200, "\"sessions\":2}");
        second.expectMessage("alice", "\u0444");
        first.expectMessage("alice", "\u0444");
        second.expect(200);
        second.quit();
    }

    @Test
    void who_ends_the_output_behind_the_last_request_reads_all_answers() {
        RawClient second = second();
        second.send("{'action':'who','time':1}")
                .send("{'action':'quit','time':1}")
                .halfClose();

        second.expect(202, "[\"alice\"]")
                .expect(200, "Online: 1.")
                .expect(200, "Good-bye.")
                .expectEnd();
        awaitSessions(1);
    }

    @Test
    void a_peer_that_is_lost_is_lost_there() {
        second().reset();

        awaitSessions(1);
    }

    @Test
    void a_peer_that_does_not_read_is_dropped_and_holds_nobody_up() {
        RawClient second = second();
        RawClient bob = chat.online(0, "bob");
        String text = "x".repeat(500);
        while (chat.server(0)
                        .context()
                        .directory()
                        .find(Address.account("alice"))
                        .count()
                == 2) {
            bob.msg("alice", text).expect(200);
            first.expectMessage("bob", text);
        }

        first.fence("alice");
        second.close();
        bob.close();
    }

    @Test
    void who_is_replaced_is_told_and_ends() {
        RawClient second = second();
        RawClient third = chat.connect(1).authenticate("alice", "secret").expect(200, "alice");

        first.expect(101, "You came online elsewhere.").expectEnd();
        second.expect(101, "You came online elsewhere.").expectEnd();
        third.fence("alice");
        third.quit();
    }

    @Test
    void the_server_that_serves_says_that_it_goes_down() {
        RawClient second = second();
        first.close();

        chat.stop(0);

        second.expect(101, "The server is going down.").expectEnd();
        RawClient back = chat.connect(1).send(ALSO).expect(200, "\"sessions\":1}");
        back.quit();
    }

    @Test
    void the_server_that_has_let_it_in_says_so_too() {
        RawClient second = second();

        chat.stop(1);

        second.expect(101, "The server is going down.").expectEnd();
        awaitSessions(1);
        first.fence("alice");
    }

    @Test
    void the_login_is_refused_where_the_session_would_be() {
        RawClient second = second();
        RawClient third = chat.connect(1).send(ALSO).expect(200, "\"sessions\":3}");

        RawClient fourth = chat.connect(1).send(ALSO).expect(409, "You have 3 sessions online");
        second.quit();
        fourth.send(ALSO).expect(200, "\"sessions\":3}");
        fourth.quit();
        third.quit();
    }

    @Test
    void nobody_comes_to_the_door_without_a_pass() throws Exception {
        Engine engine = Engine.open(chat.config);
        String answer = new String(
                Engine.await(engine.request(chat.subject(0), "visit 127.0.0.1 7".getBytes(UTF_8), Waiting.DEADLINE)),
                UTF_8);
        engine.close();
        String[] words = answer.split(" ", -1);
        try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0]))) {
            stranger.getOutputStream().write("x".repeat(24).getBytes(UTF_8));

            assertThat(endOf(stranger)).isTrue();
        }
        try (Socket known = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0]))) {
            known.getOutputStream().write(words[1].getBytes(UTF_8));

            byte[] sealed = known.getInputStream().readNBytes(2 + 24 + 16);
            assertThat(sealed).hasSize(2 + 24 + 16);
            assertThat(new String(sealed, UTF_8)).doesNotContain(words[1], words[2]);
        }
        try (Socket again = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[0]))) {
            again.getOutputStream().write(words[1].getBytes(UTF_8));

            assertThat(endOf(again)).isTrue();
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "visit",
                "visit ",
                "visit 127.0.0.1",
                "visit example.org 7",
                "visit 1.2.3.4 70000",
                "visit 1.2.3.4 -1",
                "visit 999.1.1.1 7",
                "visit ::1::2 7",
                "visit 1.2.3.4 7 7"
            })
    void strange_questions_for_a_pass_have_no_answer(String question) {
        Engine engine = Engine.open(chat.config);
        var answer = engine.request(chat.subject(0), question.getBytes(UTF_8), Waiting.DEADLINE);
        try {
            Engine.await(engine.request(chat.subject(0), "B 1 aaaaaaaaaa 0\n\n".getBytes(UTF_8), Waiting.DEADLINE));
        } catch (EngineException e) {
            assertThat(e).isNull();
        }

        assertThat(answer).isNotDone();
        engine.close();
        first.fence("alice");
    }
}
