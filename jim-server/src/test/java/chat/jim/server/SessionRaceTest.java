package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Sessions of one account that come and go at the same time. {@code -Djim.seed=N} repeats who does what, though not what
 * happens between two threads.
 */
@Timeout(60)
class SessionRaceTest {
    private static final int PEERS = 8;
    private static final int ROUNDS = 25;
    private static final int MESSAGES = 2000;
    private static final String MARK = "who is it?";

    @AutoClose
    private final TestServer server = TestServer.start().withAccount("alice", "secret");

    private final ExecutorService threads = Executors.newFixedThreadPool(PEERS);
    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** One who has come, and all that it has heard. */
    private record Comer(RawClient client, List<String> lines) {
        private boolean has(String words) {
            return lines.stream().anyMatch(line -> line.contains(words));
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void of_those_who_come_at_once_as_many_get_in_as_may_and_the_others_are_refused() throws Exception {
        try (RawClient observer = server.online("observer")) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Comer> all = playRound(
                        observer, IntStream.range(0, PEERS).mapToObj(i -> true).toList());

                assertThat(all).filteredOn(comer -> comer.has(MARK)).hasSize(TestServer.MOST_SESSIONS);
                assertThat(all)
                        .filteredOn(comer -> comer.has("\"response\":409,"))
                        .hasSize(PEERS - TestServer.MOST_SESSIONS);
            }
        }
    }

    @Test
    void who_comes_while_others_replace_all_is_replaced_or_stays_or_is_refused() throws Exception {
        System.out.println("SessionRaceTest: -Djim.seed=" + seed);
        try (RawClient observer = server.online("observer")) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Boolean> also = IntStream.range(0, PEERS)
                        .mapToObj(i -> i > 0 && random.nextInt(4) > 0)
                        .toList();

                List<Comer> all = playRound(observer, also);

                assertThat(all).filteredOn(comer -> comer.has(MARK)).hasSizeBetween(1, TestServer.MOST_SESSIONS);
                assertThat(all)
                        .as("seed %d", seed)
                        .allSatisfy(comer -> assertThat(List.of(
                                        comer.has(MARK),
                                        comer.has("You came online elsewhere."),
                                        comer.has("\"response\":409,")))
                                .containsOnlyOnce(true));
            }
        }
    }

    /** All come at once, each also or in place of the others. Who stays hears the mark. */
    private List<Comer> playRound(RawClient observer, List<Boolean> also) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(also.size());
        List<Callable<Comer>> logins = also.stream()
                .map(isAlso -> login(isAlso, random.nextInt(2000), barrier))
                .toList();
        List<Comer> all = new ArrayList<>();
        for (Future<Comer> login : threads.invokeAll(logins)) {
            all.add(login.get());
        }
        observer.msg("alice", MARK).expect(200);
        observer.send("{'action':'who','time':1}")
                .expect(202, "[\"alice\",\"observer\"]")
                .expect(200);
        for (Comer comer : all) {
            comer.lines().addAll(comer.client().halfClose().receiveAll());
            comer.client().close();
        }
        return all;
    }

    private Callable<Comer> login(boolean also, int yields, CyclicBarrier barrier) {
        return () -> {
            RawClient client = server.connect();
            barrier.await();
            for (int i = 0; i < yields; i++) {
                Thread.onSpinWait();
            }
            client.send("{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'}"
                    + (also ? ",'session':'also'}" : "}"));
            return new Comer(client, new ArrayList<>(List.of(client.receive())));
        };
    }

    @Test
    void the_loss_of_some_takes_no_message_from_another() throws Exception {
        try (Machines machines = new Machines(server);
                RawClient bob = server.online("bob")) {
            RawClient staying = machines.also("alice", 1);
            Future<?> sending = threads.submit(() -> {
                for (int i = 0; i < MESSAGES; i++) {
                    bob.msg("alice", "m" + i).expect(200);
                }
            });
            Future<?> losing = threads.submit(() -> {
                while (!sending.isDone()) {
                    machines.ask("alice", "").reset();
                }
            });

            for (int i = 0; i < MESSAGES; i++) {
                staying.expectMessage("bob", "m" + i);
            }
            losing.get();
            sending.get();
            staying.fence("alice");
        }
    }
}
