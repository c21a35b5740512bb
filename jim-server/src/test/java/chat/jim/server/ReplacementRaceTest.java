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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 5: "Of several at once, one after the other comes online, and the last one stays". {@code
 * -Djim.seed=N} repeats who does what, though not what happens between two threads.
 */
@Timeout(60)
class ReplacementRaceTest {
    private static final int PEERS = 8;
    private static final int ROUNDS = 25;
    private static final String MARK = "who is it?";
    private static final List<String> NAMES = List.of("alice", "carol");

    @AutoClose
    private final TestServer server =
            TestServer.start().withAccount("alice", "secret").withAccount("carol", "secret");

    private final long seed = Long.getLong("jim.seed", System.nanoTime());

    /** What one peer is, and what it has seen. */
    private record Seen(RawClient peer, String name, List<String> lines) {
        private boolean isStaying() {
            return lines.stream().anyMatch(line -> line.contains(MARK));
        }
    }

    @Test
    void in_each_round_one_session_of_each_account_stays_and_all_others_are_told() throws Exception {
        System.out.println("ReplacementRaceTest: -Djim.seed=" + seed);
        Random random = new Random(seed);
        ExecutorService threads = Executors.newFixedThreadPool(PEERS);
        try (RawClient observer = server.online("observer")) {
            for (int round = 0; round < ROUNDS; round++) {
                playRound(threads, random, observer);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void playRound(ExecutorService threads, Random random, RawClient observer) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(PEERS);
        List<Callable<Seen>> logins = IntStream.range(0, PEERS)
                .mapToObj(i -> login(NAMES.get(i < 2 ? i : random.nextInt(2)), random.nextInt(2000), barrier))
                .toList();
        List<Seen> all = new ArrayList<>();
        for (Future<Seen> login : threads.invokeAll(logins)) {
            all.add(login.get());
        }
        NAMES.forEach(name -> observer.msg(name, MARK).expect(200));
        observer.send("{'action':'who','time':1}")
                .expect(202, "[\"alice\",\"carol\",\"observer\"]")
                .expect(200);
        for (Seen seen : all) {
            seen.lines().addAll(seen.peer().halfClose().receiveAll());
            seen.peer().close();
        }

        assertThat(all)
                .filteredOn(Seen::isStaying)
                .extracting(Seen::name)
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(all)
                .as("seed %d", seed)
                .allSatisfy(seen -> assertThat(seen.lines().get(seen.lines().size() - 1))
                        .contains(seen.isStaying() ? MARK : "You came online elsewhere."));
    }

    private Callable<Seen> login(String name, int yields, CyclicBarrier barrier) {
        return () -> {
            RawClient peer = server.connect();
            barrier.await();
            for (int i = 0; i < yields; i++) {
                Thread.onSpinWait();
            }
            peer.authenticate(name, "secret");
            return new Seen(peer, name, new ArrayList<>(List.of(peer.receive())));
        };
    }
}
