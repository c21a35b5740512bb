package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 6: "200: handed to the addressee's connection", also when that is just about to end: who reads on
 * to the end of the connection has read every message that was answered 200.
 */
@Timeout(60)
class DepartureTest {
    private static final int DEPARTURES = 420;
    private static final int SENDERS = 4;
    private static final int MESSAGES = 6;

    private final TestServer server = TestServer.start();
    private final Bystanders bystanders = new Bystanders(server);
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        executor.shutdown();
        bystanders.close();
        server.close();
    }

    @Test
    void each_of_10000_messages_to_one_who_goes_is_refused_or_read() throws Exception {
        List<RawClient> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            senders.add(server.online("sender-" + i));
        }
        int delivered = 0;
        int refused = 0;
        for (int round = 0; round < DEPARTURES; round++) {
            RawClient receiver = server.online("bob");
            boolean quits = round % 2 == 0;
            Future<Integer> read = executor.submit(() -> go(receiver, quits));
            List<Future<Integer>> answered = new ArrayList<>();
            for (RawClient sender : senders) {
                answered.add(executor.submit(() -> send(sender)));
            }
            int accepted = 0;
            for (Future<Integer> one : answered) {
                accepted += one.get();
            }
            assertThat(read.get())
                    .as("read of those answered 200 in round %d", round)
                    .isEqualTo(accepted);
            delivered += accepted;
            refused += SENDERS * MESSAGES - accepted;
        }

        assertThat(delivered).as("delivered").isPositive();
        assertThat(refused).as("refused").isPositive();
        senders.forEach(RawClient::quit);
    }

    /** Quits, or just sends no more: how many messages it reads until the end of the connection. */
    private static int go(RawClient receiver, boolean quits) {
        if (quits) {
            receiver.send("{'action':'quit'}");
        } else {
            receiver.halfClose();
        }
        List<String> lines = receiver.receiveAll();
        receiver.close();
        return (int) lines.stream().filter(line -> line.contains("\"msg\"")).count();
    }

    /** How many of its messages are answered 200, and not 404: nobody is there. */
    private static int send(RawClient sender) {
        for (int i = 0; i < MESSAGES; i++) {
            sender.msg("bob", "number " + i);
        }
        int accepted = 0;
        for (int i = 0; i < MESSAGES; i++) {
            String answer = sender.receive();
            assertThat(answer).containsPattern("\"response\":(200|404)");
            accepted += answer.contains("200") ? 1 : 0;
        }
        return accepted;
    }
}
