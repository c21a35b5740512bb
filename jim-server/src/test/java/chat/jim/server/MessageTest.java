package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 6: of messages to a user, what {@link ConformanceTest} does not ask. */
class MessageTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    private RawClient alice;
    private RawClient bob;

    @BeforeEach
    void comeOnline() {
        alice = SERVER.online("alice");
        bob = SERVER.online("Bob");
    }

    @AfterEach
    void go() {
        alice.quit();
        bob.quit();
    }

    @Test
    void a_peer_that_only_reads_on_gets_all_its_answers() {
        int count = 40;
        for (int round = 0; round < 50; round++) {
            RawClient carol = SERVER.connect().presence("carol" + round);
            for (int i = 0; i < count; i++) {
                carol.msg("carol" + round, Integer.toString(i));
            }
            carol.halfClose();

            for (int i = 0; i < 2 * count + 1; i++) {
                carol.receive();
            }
            carol.expectEnd();
            carol.close();
        }
    }

    @Test
    void a_message_that_would_be_too_long_with_its_sender_is_refused() {
        String message = "{'action':'msg','time':1,'to':'bob','message':'" + "x".repeat(500) + "','x':'";
        String longest = message + "y".repeat(640 - message.length() - 2) + "'}";

        alice.send(longest).expect(400, "keep it within 640");

        bob.fence("Bob");
    }

    @Test
    void messages_of_one_sender_arrive_in_their_order() {
        int count = 2000;
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(json("{'action':'msg','time':1,'to':'bob','from':'alice','message':'" + i + "'}"));
        }
        alice.sendBytes(all.toString().getBytes(UTF_8));

        for (int i = 0; i < count; i++) {
            bob.expectMessage("alice", Integer.toString(i));
            alice.expect(200);
        }
    }

    @Test
    void answers_come_in_the_order_of_pipelined_requests() {
        alice.sendBytes(json("{'action':'who','time':1}{'action':'nonsense','time':1} garbage\n"
                        + "{'action':'msg','time':1,'to':'nobody','message':'x'}{'action':'rooms','time':1}")
                .getBytes(UTF_8));

        alice.expect(202, "alice").expect(200, "Online").expect(400, "nonsense").expect(400, "Expected a JSON object");
        alice.expect(404, "Nobody").expect(200, "Rooms");
    }
}
