package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 6: messages that wait for an account. */
class MailboxTest {
    private static final int SIZE = 20;

    private final List<RawClient> clients = new ArrayList<>();
    private TestServer server;
    private RawClient alice;

    @BeforeEach
    void start() {
        server = TestServer.startWithMailbox(SIZE).withAccount("Bob", "b");
        alice = server.online("alice");
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        alice.close();
        server.close();
    }

    @Test
    void a_message_to_an_offline_account_is_kept_and_comes_at_the_login_with_all_that_was_sent() {
        alice.send("{'time':1.50,'action':'msg','to':'bob','from':'alice','message':'\\u0444 \u0444', 'x':[1e5]}")
                .expect(202, "Kept in the mailbox of bob.");

        RawClient bob = login();

        assertThat(bob.receive())
                .isEqualTo(json("{'time':1.50,'action':'msg','to':'bob','from':'alice',"
                        + "'message':'\u0444 \u0444','x':[1e5]}"));
        bob.expectProbe();
    }

    @Test
    void those_that_wait_come_oldest_first_and_before_anything_newer() {
        for (int i = 0; i < SIZE - 1; i++) {
            alice.msg("bob", "m" + i).expect(202);
        }
        RawClient bob = login();
        alice.msg("bob", "m" + (SIZE - 1)).receive();

        for (int i = 0; i < SIZE; i++) {
            String line = bob.receive();
            assertThat(line.contains("probe") ? bob.receive() : line).contains("\"m" + i + "\"");
        }
    }

    @Test
    void what_the_answer_to_the_probe_has_confirmed_does_not_come_again() {
        alice.msg("bob", "one").expect(202);
        RawClient bob = login();
        bob.expectMessage("alice", "one");
        bob.expectProbe();
        bob.fence("Bob").reset();
        awaitOffline();
        alice.msg("bob", "two").expect(202);

        login().expectMessage("alice", "two");
    }

    @Test
    void what_was_not_confirmed_comes_again() {
        alice.msg("bob", "one").expect(202);
        RawClient bob = login();
        bob.expectMessage("alice", "one");
        bob.expectProbe();
        bob.reset();
        awaitOffline();

        login().expectMessage("alice", "one");
    }

    /** A client whose window is closed hangs up so. */
    @Test
    void who_hangs_up_without_quit_confirms_nothing() {
        alice.msg("bob", "one").expect(202);
        RawClient bob = login();
        bob.expectMessage("alice", "one");
        bob.expectProbe();
        alice.msg("bob", "two").expect(200);
        bob.expectMessage("alice", "two");
        bob.halfClose().receiveAll();
        awaitOffline();

        RawClient again = login();
        again.expectMessage("alice", "one");
        again.expectMessage("alice", "two");
    }

    @Test
    void what_was_relayed_and_not_confirmed_waits_before_what_was_sent_after_it() {
        RawClient bob = login();
        alice.msg("bob", "one").expect(200);
        alice.msg("bob", "two").expect(200);
        bob.expectMessage("alice", "one");
        bob.reset();
        awaitOffline();
        alice.msg("bob", "three").expect(202);

        RawClient again = login();
        again.expectMessage("alice", "one");
        again.expectMessage("alice", "two");
        again.expectMessage("alice", "three");
    }

    @Test
    void what_was_relayed_is_confirmed_by_an_answer_to_a_probe_too() {
        RawClient bob = login();
        alice.msg("bob", "one").expect(200);
        bob.expectMessage("alice", "one");
        bob.expectProbe();
        bob.fence("Bob").reset();
        awaitOffline();

        login().fence("Bob");
    }

    @Test
    void who_quits_and_has_read_all_does_not_get_it_again() {
        RawClient bob = login();
        alice.msg("bob", "one").expect(200);
        bob.expectMessage("alice", "one");
        bob.quit();
        alice.msg("bob", "two").expect(202);

        await().untilAsserted(() -> {
            RawClient again = login();
            again.expectMessage("alice", "two");
            again.reset();
            awaitOffline();
        });
    }

    @Test
    void what_one_who_does_not_confirm_is_sent_is_bounded_and_the_rest_waits() {
        int count = 120;
        try (TestServer large = TestServer.startWithMailbox(count).withAccount("bob", "b")) {
            RawClient carol = large.online("carol");
            RawClient bob = large.connect().authenticate("bob", "b").expect(200, "");
            List<String> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                String text = i + " " + "\\ud83d\\ude00".repeat(490);
                carol.send("{'action':'msg','time':1,'to':'bob','from':'carol','message':'" + text + "'}");
                answers.add(carol.receive().substring(0, 15));
            }
            bob.reset();
            await().until(() -> !large.isOnline("bob"));

            assertThat(answers)
                    .contains("{\"response\":200", "{\"response\":202")
                    .isSorted();
            RawClient again = large.connect().authenticate("bob", "b").expect(200, "");
            for (int i = 0; i < count; i++) {
                String line = again.receive();
                while (!line.contains("msg")) {
                    again.presence("bob");
                    line = again.receive();
                }
                assertThat(line).contains("\"message\":\"" + i + " ");
            }
        }
    }

    @Test
    void what_waits_outlives_the_server() {
        RawClient bob = login();
        alice.msg("bob", "relayed").expect(200);
        bob.expectMessage("alice", "relayed");
        bob.reset();
        awaitOffline();
        alice.msg("bob", "kept").expect(202);
        server = server.restartWithMailbox(SIZE);

        RawClient again = login();
        again.expectMessage("alice", "relayed");
        again.expectMessage("alice", "kept");
    }

    @Test
    void what_was_on_its_way_when_the_server_went_down_comes_after_its_start() {
        RawClient bob = login();
        alice.msg("bob", "one").expect(200);
        server = server.restartWithMailbox(SIZE);

        login().expectMessage("alice", "one");
        bob.close();
    }

    @Test
    void a_guest_has_no_mailbox() {
        server.online("carol").quit();

        alice.msg("carol", "hi").expect(404);
    }

    @Test
    void nothing_is_kept_for_a_blocked_account() {
        server.block("bob");

        alice.msg("bob", "hi").expect(410);
    }

    private RawClient login() {
        RawClient bob = server.connect().authenticate("bob", "b").expect(200, "online as Bob");
        clients.add(bob);
        return bob;
    }

    private void awaitOffline() {
        await().until(() -> !server.isOnline("bob"));
    }
}
