package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 6: messages to a user. */
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
    void a_message_reaches_its_addressee_byte_for_byte() {
        String message =
                json("{'time':1.50, 'x':[1e5], 'action':'msg','to':'bob','from':'alice','message':'\\u0444 \u0444'}");

        alice.sendBytes(message.getBytes(UTF_8)).expect(200);

        assertThat(bob.receive()).isEqualTo(message);
    }

    @Test
    void the_sender_is_put_in_where_it_is_missing() {
        alice.send("{'action':'msg','time':1,'to':'Bob','message':'hi'}").expect(200);

        assertThat(bob.receive()).isEqualTo(json("{'action':'msg','time':1,'to':'Bob','from':'alice','message':'hi'}"));
    }

    @Test
    void a_message_over_several_lines_arrives_on_one() {
        alice.send("{\n  'action': 'msg',\n  'time': 1,\r\n  'to': 'bob',\n 'from': 'alice', 'message': 'a b'\n}")
                .expect(200);

        assertThat(bob.receive())
                .isEqualTo(json("{'action':'msg','time':1,'to':'bob','from':'alice','message':'a b'}"));
    }

    @Test
    void the_senders_name_arrives_as_everybody_knows_it() {
        bob.send("{'action':'msg','time':1,'to':'alice','from':'\uff42ob','message':'hi'}")
                .expect(200);

        alice.expectMessage("Bob", "hi");
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
    void nobody_sends_in_the_name_of_another() {
        alice.send("{'action':'msg','time':1,'to':'bob','from':'eve','message':'hi'}")
                .expect(400, "You are alice");
        alice.send("{'action':'msg','time':1,'to':'bob','from':'alice','from':'eve','message':'hi'}")
                .expect(400, "twice");

        bob.fence("Bob");
    }

    @Test
    void a_message_to_nobody_gets_404() {
        alice.msg("nobody", "hi").expect(404, "Nobody called nobody is online");
    }

    @Test
    void a_message_to_oneself_arrives() {
        alice.msg("alice", "note");

        assertThat(new String[] {alice.receive(), alice.receive()})
                .anyMatch(line -> line.contains("\"message\":\"note\""))
                .anyMatch(line -> line.contains("\"response\":200"));
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
