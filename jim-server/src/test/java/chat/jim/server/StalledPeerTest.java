package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that does not read holds up nobody, and is dropped once its outbox is full. */
@Timeout(60)
class StalledPeerTest {
    private static final String TEXT = "x".repeat(500);

    @Test
    void who_writes_to_a_peer_that_does_not_read_is_answered_and_heard_by_others_all_the_time() {
        try (TestServer server = TestServer.start()) {
            RawClient alice = server.online("alice");
            RawClient carol = server.online("carol");
            RawClient bob = server.online("bob");
            int sent = 0;
            String answer;
            do {
                alice.msg("carol", String.valueOf(sent)).expect(200);
                carol.expectMessage("alice", String.valueOf(sent));
                alice.msg("bob", TEXT);
                answer = alice.receive();
                sent++;
            } while (answer.startsWith("{\"response\":200,"));

            assertThat(answer).startsWith("{\"response\":404,");
            assertThat(sent * TEXT.length()).as("bytes taken for bob").isGreaterThan(1024 * 1024);
            alice.quit();
            carol.quit();
            bob.close();
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void what_many_send_to_one_that_pauses_comes_whole_and_in_order() throws Exception {
        try (TestServer server = TestServer.start()) {
            RawClient bob = server.online("bob");
            int each = 400;
            Thread[] senders = new Thread[4];
            for (int s = 0; s < senders.length; s++) {
                String name = "sender" + s;
                senders[s] = new Thread(() -> sendAll(server, name, each));
                senders[s].start();
            }
            for (Thread sender : senders) {
                sender.join();
            }

            int[] next = new int[senders.length];
            for (int i = 0; i < each * senders.length; i++) {
                String message = bob.receive();
                int sender = message.charAt(message.indexOf("sender") + "sender".length()) - '0';
                assertThat(message).contains("\"" + next[sender]++ + " ");
            }
            bob.fence("bob");
        }
    }

    private static void sendAll(TestServer server, String name, int count) {
        try (RawClient sender = server.online(name)) {
            for (int i = 0; i < count; i++) {
                sender.msg("bob", i + " " + TEXT.substring(10)).expect(200);
            }
        }
    }
}
