package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.HistoryPolicy;
import chat.jim.testing.RawClient;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 12: what two accounts have said to each other. */
class TalkHistoryTest {
    private static final String FIRST = "1763700000000000";
    private static final Pattern SENT = Pattern.compile(
            "\\{\"response\":200,\"time\":1763700000,\"alert\":\"Sent\\.\",\"id\":(17637000000000[0-9]{2})}");

    private final TestServer server = TestServer.startWithMailbox(100)
            .withAccount("alice", "a")
            .withAccount("bob", "b")
            .withAccount("carol", "c");
    private final RawClient alice = logIn("alice", "a");

    @AfterEach
    void stop() {
        alice.close();
        server.close();
    }

    @Test
    void what_both_wish_is_kept_though_one_is_away_and_the_letter_has_no_id() {
        wish("bob", "b");
        wish(alice);
        alice.msg("bob", "hi").expectLine("{'response':202,'time':1763700000,'alert':'Kept in the mailbox of bob.'}");
        RawClient bob = logIn("bob", "b");
        bob.expectLine("{'action':'msg','time':1,'to':'bob','from':'alice','message':'hi'}");
        bob.expectProbe();
        bob.send("{'action':'history','time':1,'user':'alice'}")
                .expectLine("{'response':202,'time':1763700000,'id':" + FIRST
                        + ",'to':'bob','from':'alice','message':'hi'}")
                .expect(200, "Messages: 1.");
        bob.close();
    }

    @Test
    void nobody_else_can_read_it() {
        wish("bob", "b");
        wish(alice);
        alice.msg("bob", "hi").expect(202);
        RawClient carol = logIn("carol", "c");
        carol.send("{'action':'history','time':1,'user':'alice'}").expect(200, "Messages: 0.");
        carol.send("{'action':'search','time':1,'text':'hi','user':'bob'}").expect(200, "Messages: 0.");
        carol.send("{'action':'history','time':1,'user':'dave'}").expect(404, "no account dave");
        carol.close();
        RawClient guest = server.online("guest");
        guest.send("{'action':'history','time':1,'user':'alice'}").expect(403, "guests");
        guest.close();
    }

    @Test
    void the_wish_ends_when_one_says_so() {
        wish("bob", "b");
        wish(alice);
        alice.send("{'action':'history','time':1,'direct':false}").expect(200, "not kept");
        alice.msg("bob", "psst").expect(202);
        alice.send("{'action':'history','time':1,'user':'bob'}").expect(200, "Messages: 0.");
    }

    @Test
    void a_message_that_is_refused_is_not_kept() {
        wish("bob", "b");
        wish(alice);
        server.block("bob");
        alice.msg("bob", "hi").expect(410);
        alice.send("{'action':'history','time':1,'user':'bob'}").expect(200, "Messages: 0.");
    }

    @Test
    void the_other_one_is_told_what_was_taken_back() {
        wish(alice);
        RawClient bob = logIn("bob", "b");
        wish(bob);
        String id = id(alice.msg("bob", "hi").receive());
        bob.expectLine("{'action':'msg','time':1,'to':'bob','from':'alice','message':'hi','id':" + id + "}");
        alice.send("{'action':'forget','time':1,'id':" + id + "}").expect(200);
        bob.expectLine(
                "{'response':100,'time':1763700000,'alert':'alice took back a message.','forgotten':" + id + "}");
        bob.close();
    }

    @Test
    void the_operator_may_forbid_it() {
        HistoryPolicy rooms = new HistoryPolicy(HistoryPolicy.FOREVER, List.of(), false, false, Long.MAX_VALUE);
        try (TestServer other = TestServer.startKeeping(rooms).withAccount("alice", "a");
                RawClient peer = other.connect()) {
            peer.authenticate("alice", "a").expect(200);
            peer.send("{'action':'history','time':1,'direct':true}").expect(410, "keeps no talks");
        }
    }

    /** That of a message in its answer: the last digits say which server has given it. */
    private static String id(String answer) {
        Matcher sent = SENT.matcher(answer);
        assertThat(sent.matches()).as(answer).isTrue();
        return sent.group(1);
    }

    private RawClient logIn(String name, String password) {
        RawClient peer = server.connect();
        peer.send("{'action':'authenticate','time':1,'user':{'account_name':'" + name + "','password':'" + password
                        + "'},'ids':true}")
                .expect(200);
        return peer;
    }

    private void wish(String name, String password) {
        RawClient peer = logIn(name, password);
        wish(peer);
        peer.quit();
    }

    private static void wish(RawClient peer) {
        peer.send("{'action':'history','time':1,'direct':true}").expect(200, "kept");
    }
}
