package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 4: "A name belongs to one connection at a time", however many ask for it and however one goes. */
@Timeout(60)
class NameRaceTest {
    private static final int ROUNDS = 1000;
    private static final int PEERS = 16;

    private final TestServer server = TestServer.start();
    private final Bystanders bystanders = new Bystanders(server);

    @AfterEach
    void stop() {
        bystanders.close();
        server.close();
    }

    @Test
    void of_sixteen_that_ask_for_one_name_at_once_exactly_one_gets_it_in_each_of_1000_rounds() throws Exception {
        AtomicInteger winners = new AtomicInteger();
        List<Integer> winnersOfRounds = new ArrayList<>();
        CyclicBarrier barrier = new CyclicBarrier(PEERS, () -> winnersOfRounds.add(winners.getAndSet(0)));
        CyclicBarrier free = new CyclicBarrier(PEERS);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int i = 0; i < PEERS; i++) {
            Thread thread = new Thread(() -> ask(winners, barrier, free));
            thread.setUncaughtExceptionHandler((t, failure) -> {
                failures.add(failure);
                barrier.reset();
                free.reset();
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(failures).isEmpty();
        assertThat(winnersOfRounds).hasSize(ROUNDS).containsOnly(1);
    }

    /** The winner of a round quits: everybody asks for the same name again in the next one. */
    private void ask(AtomicInteger winners, CyclicBarrier asked, CyclicBarrier free) {
        RawClient peer = server.connect();
        for (int round = 0; round < ROUNDS; round++) {
            String answer = peer.presence("highlander").receive();
            boolean won = answer.startsWith("{\"response\":200,");
            if (won) {
                winners.incrementAndGet();
            } else {
                assertThat(answer).startsWith("{\"response\":409,");
            }
            await(asked);
            if (won) {
                peer.quit();
                peer = server.connect();
            }
            await(free);
        }
        peer.quit();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("another one failed", e);
        }
    }

    @Test
    void a_name_is_free_as_soon_as_its_owner_reads_that_it_has_quit() {
        RawClient first = server.online("alice");
        for (int round = 0; round < ROUNDS; round++) {
            RawClient second = server.connect();
            first.send("{'action':'quit'}").expect(200);
            second.presence("alice").expect(200);
            first.close();
            first = second;
        }
        first.quit();
    }
}
