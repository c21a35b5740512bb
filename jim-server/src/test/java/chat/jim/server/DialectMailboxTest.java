package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, appendix: messages that wait for an account whose program knows no probes. */
@Timeout(60)
class DialectMailboxTest {
    private static final String BOB = "'time': '1763700000', 'user': {'account_name': 'bob'";

    private TestServer server = startWithPace(Duration.ofMillis(1)).withAccount("bob", "b");
    private RawClient alice = server.online("alice");
    private RawClient bob = server.connect();

    /** With a window of 32 KiB. */
    private static TestServer startWithPace(Duration pace) {
        Duration minute = Duration.ofMinutes(1);
        ServerConfig.Limits limits = new ServerConfig.Limits(
                100,
                new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000),
                64 * 1024,
                Long.MAX_VALUE,
                100,
                5,
                1000,
                10,
                3,
                10_000,
                Long.MAX_VALUE);
        return TestServer.start(limits, new ServerConfig.Timeouts(pace, minute, minute, minute));
    }

    @AfterEach
    void stop() {
        bob.close();
        alice.close();
        server.close();
    }

    @Test
    void who_has_an_account_is_asked_to_authenticate_with_a_token_and_gets_what_waited() {
        alice.msg("bob", "one").expect(202);

        logIn();

        assertThat(bob.receive()).contains("\"action\":\"msg\"", "\"from\":\"alice\"", "\"message\":\"one\"");
    }

    /** An earlier server took a message with an unknown field given twice, which cannot be read any more. */
    @Test
    void a_kept_message_that_cannot_be_read_is_dropped_and_does_not_end_each_login() throws Exception {
        try (Store others = server.openStore()) {
            String twice =
                    RawClient.json("{'action':'msg','time':1,'to':'bob','from':'alice','message':'old','x':1,'x':2}");
            Store.await(others.mail()
                    .add(
                            TestServer.key(others, Address.account("bob")),
                            new Letter(Frame.of(twice.getBytes(UTF_8)), null),
                            Count.UNLIMITED));
        }
        alice.msg("bob", "new").expect(202);

        logIn();

        assertThat(bob.receive()).contains("\"message\":\"new\"");
        await().until(() -> kept() == 0);
    }

    @Test
    void a_wrong_password_is_an_error_and_another_try_may_follow() {
        bob.sendBare("{'action': 'presence', " + BOB + "}}");
        bob.receive();
        bob.sendBare("{'action': 'authenticate', " + BOB + ", 'password': 'wrong'}}");
        assertThat(bob.receive()).startsWith("{\"response\":400,\"error\":\"Wrong password");

        logIn();
    }

    @Test
    void what_was_written_to_it_has_been_read_even_if_it_is_cut_off() {
        alice.msg("bob", "one").expect(202);
        logIn();
        bob.receive();

        await().until(() -> kept() == 0);
        breakOff();
        alice.msg("bob", "two").expect(202);
        logIn();
        assertThat(bob.receive()).contains("two");
    }

    @Test
    void what_was_written_to_it_has_been_read_if_it_hangs_up_in_good_order() {
        alice.msg("bob", "one").expect(202);
        logIn();
        bob.receive();
        relay("two");

        hangUp();
        alice.msg("bob", "three").expect(202);
        logIn();
        assertThat(bob.receive()).contains("three");
    }

    @Test
    void what_was_not_written_yet_when_it_broke_off_comes_at_the_next_login() {
        restartWithPace(Duration.ofSeconds(5));
        alice.msg("bob", "one").expect(202);
        alice.msg("bob", "two").expect(202);
        bob.sendBare("{'action': 'presence', " + BOB + "}}{'action': 'authenticate', " + BOB + ", 'password': 'b'}}");
        bob.receive();
        await().until(() -> server.isOnline("bob"));
        alice.msg("bob", "three").receive();

        breakOff();

        await().until(() -> kept() == 3);
    }

    @Test
    void what_was_not_written_yet_when_it_hung_up_comes_at_the_next_login() {
        restartWithPace(Duration.ofMillis(300));
        for (int i = 0; i < 3; i++) {
            alice.msg("bob", "message " + i).expect(202);
        }
        bob.sendBare("{'action': 'presence', " + BOB + "}}{'action': 'authenticate', " + BOB + ", 'password': 'b'}}");

        bob.halfClose();

        await().until(() -> server.connections() == 1);
        assertThat(kept()).isEqualTo(3);
    }

    @Test
    void what_was_written_to_it_has_been_read_if_it_says_good_bye() {
        alice.msg("bob", "one").expect(202);
        logIn();
        bob.receive();
        relay("two");

        bob.sendBare("{'action': 'exit'}");
        bob.receive();
        hangUp();

        assertThat(kept()).isZero();
    }

    @Test
    void more_than_may_be_on_the_way_at_once_comes_in_the_end_to_one_that_only_listens() {
        int count = 100;
        String text = "x".repeat(450);
        for (int i = 0; i < count; i++) {
            alice.msg("bob", text + i).expect(202);
        }

        logIn();

        for (int i = 0; i < count; i++) {
            assertThat(bob.receive()).contains("x" + i + "\"");
        }
        await().until(() -> kept() == 0);
        relay("at once");
    }

    /** While the server still looks for more that waits, it keeps a message, which then comes from the mailbox. */
    private void relay(String text) {
        await().until(() -> {
            String answer = alice.msg("bob", text).receive();
            assertThat(bob.receive()).contains(text);
            return answer.startsWith("{\"response\":200,");
        });
    }

    private void restartWithPace(Duration pace) {
        bob.close();
        alice.close();
        server.close();
        server = startWithPace(pace).withAccount("bob", "b");
        alice = server.online("alice");
        bob = server.connect();
    }

    private long kept() {
        try (Store others = server.openStore()) {
            return others.mail()
                    .read(TestServer.key(others, Address.account("bob")), Place.START, 10)
                    .letters()
                    .size();
        }
    }

    private void logIn() {
        bob.sendBare("{'action': 'presence', " + BOB + "}}");
        assertThat(bob.receive()).matches("\\{\"response\":401,\"token\":\"[0-9a-f]{16}\"}");
        bob.sendBare("{'action': 'authenticate', " + BOB + ", 'password': 'b'}}");
        assertThat(bob.receive()).isEqualTo("{\"response\":200}");
    }

    private void breakOff() {
        bob.reset();
        comeAgain();
    }

    private void hangUp() {
        bob.close();
        await().until(() -> server.connections() == 1);
        comeAgain();
    }

    private void comeAgain() {
        await().until(() -> !server.isOnline("bob"));
        bob = server.connect();
    }
}
