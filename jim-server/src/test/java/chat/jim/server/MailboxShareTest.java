package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 6: how much of a mailbox one sender may fill, and how much of the disk all of them. */
class MailboxShareTest {
    private static final int OF_GUESTS = 20;

    @AutoClose
    private final TestServer server =
            TestServer.startWithMailbox(OF_GUESTS).withAccount("Bob", "b").withAccount("eve", "e");

    @AutoClose
    private final RawClient alice = server.online("alice");

    @Test
    void guests_together_have_a_tenth_of_a_mailbox() {
        RawClient carol = server.online("carol");
        for (int i = 0; i < OF_GUESTS / 2; i++) {
            alice.msg("bob", "m" + i).expect(202);
            carol.msg("bob", "m" + i).expect(202);
        }

        String refusal = "Guests have 20 letters in Bob's mailbox already: wait until Bob has read them";
        alice.msg("bob", "one too many").expect(410, refusal);
        carol.msg("bob", "one too many").expect(410, refusal);
        login(server, "eve", "e").msg("bob", "hi").expect(202);
        carol.close();
    }

    @Test
    void an_account_has_a_quarter_of_a_mailbox_its_own_too() {
        try (TestServer small = TestServer.startWithMailbox(7, Long.MAX_VALUE).withAccount("bob", "b");
                RawClient bob = login(small, "bob", "b")) {
            bob.msg("bob", "one").expectMessage("bob", "one");
            bob.expect(200);
            bob.msg("bob", "two").expectMessage("bob", "two");
            bob.reset();
            awaitOffline(small, "bob");
            small.withAccount("eve", "e");
            try (RawClient eve = login(small, "eve", "e")) {
                eve.msg("bob", "one").expect(202);
                eve.msg("bob", "two").expect(202);
                eve.msg("bob", "three")
                        .expect(410, "You have 2 letters in bob's mailbox already: wait until bob has read them.");
            }
            try (RawClient guest = small.online("guest")) {
                guest.msg("bob", "one").expect(202);
                guest.msg("bob", "two")
                        .expect(410, "Guests have 1 letter in bob's mailbox already: wait until bob has read them");
            }
        }
    }

    @Test
    void a_full_mailbox_is_said() {
        try (TestServer small = TestServer.startWithMailbox(3, Long.MAX_VALUE).withAccount("bob", "b")) {
            for (String name : List.of("carol", "dave", "eve", "frank")) {
                small.withAccount(name, "p");
                try (RawClient sender = login(small, name, "p")) {
                    sender.msg("bob", "hi");
                    if (name.equals("frank")) {
                        sender.expect(410, "The mailbox of bob is full: try again later.");
                    } else {
                        sender.expect(202);
                    }
                }
            }
        }
    }

    @Test
    void when_the_store_is_full_no_message_is_kept_and_all_else_goes_on() {
        try (TestServer full = TestServer.startWithMailbox(1000, 1).withAccount("bob", "b");
                RawClient carol = full.online("carol")) {
            carol.register("carol", "secret-1").expect(201);

            carol.msg("bob", "hi").expect(410, "The server's mailboxes are full: try again later");
            try (RawClient bob = login(full, "bob", "b").fence("bob")) {
                carol.msg("bob", "hi").expect(200);
                bob.expectMessage("carol", "hi");
            }
        }
    }

    /** A machine that holds the reader up for a second makes a refusal or two; without the delay nearly all would be. */
    @Test
    void who_writes_faster_than_an_account_reads_is_delayed() throws Exception {
        int count = 20_000;
        try (TestServer small = TestServer.startWithMailbox(50, Long.MAX_VALUE).withAccount("bob", "b");
                RawClient carol = small.online("carol");
                RawClient bob = login(small, "bob", "b")) {
            Thread reading = new Thread(() -> {
                for (String line = bob.receive(); !line.contains("\"the end\""); line = bob.receive()) {
                    if (line.contains("probe")) {
                        bob.presence("bob");
                    }
                }
            });
            reading.start();
            Thread writing = new Thread(() -> {
                for (int i = 0; i < count; i++) {
                    carol.msg("bob", "x".repeat(100));
                }
            });
            writing.start();
            int refused = 0;
            for (int i = 0; i < count; i++) {
                refused += carol.receive().contains(":410,") ? 1 : 0;
            }
            writing.join();
            await().untilAsserted(() ->
                    assertThat(carol.msg("bob", "the end").receive()).containsPattern(":20[02],"));
            reading.join();

            assertThat(refused).isLessThan(count / 100);
        }
    }

    @Test
    void what_was_answered_200_is_kept_whatever_the_share() {
        RawClient bob = login(server, "bob", "b");
        for (int i = 0; i < 2 * OF_GUESTS; i++) {
            alice.msg("bob", "m" + i).expect(200);
        }
        bob.reset();
        awaitOffline(server, "bob");
        alice.msg("bob", "one too many").expect(410, "Guests have 40 letters in Bob's mailbox already");

        RawClient again = login(server, "bob", "b");
        for (int i = 0; i < 2 * OF_GUESTS; i++) {
            again.expectMessage("alice", "m" + i);
        }
        again.close();
    }

    private static RawClient login(TestServer server, String name, String password) {
        return server.connect().authenticate(name, password).expect(200, "online as");
    }

    private static void awaitOffline(TestServer server, String name) {
        await().until(() -> !server.isOnline(name));
    }
}
