package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.concurrent.atomic.AtomicInteger;
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
    void who_reads_none_of_its_answers_holds_up_nobody() {
        try (TestServer server = TestServer.start()) {
            RawClient alice = server.online("alice");
            RawClient carol = server.online("carol");
            RawClient bob = server.online("bob");
            AtomicInteger flood = new AtomicInteger();
            Thread flooding = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    alice.msg("bob", "flood").msg("bob", "flood").msg("bob", "flood");
                    flood.incrementAndGet();
                }
            });
            flooding.setDaemon(true);
            flooding.start();

            int before = -1;
            int roundsWithoutFlood = 0;
            for (int i = 0; flood.get() <= 1000 || roundsWithoutFlood < 200; i++) {
                carol.msg("bob", "number " + i).expect(200);
                String message = bob.receive();
                while (!message.contains("\"number " + i + "\"")) {
                    message = bob.receive();
                }
                roundsWithoutFlood = flood.get() == before ? roundsWithoutFlood + 1 : 0;
                before = flood.get();
            }
            assertThat(flood.get()).isGreaterThan(1000);
            flooding.interrupt();
            alice.reset();
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
