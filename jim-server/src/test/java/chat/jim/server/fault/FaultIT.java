package chat.jim.server.fault;

import chat.jim.server.cluster.NatsCluster;
import chat.jim.server.fault.Findings.Outage;
import chat.jim.server.fault.Network.Cut;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three built servers of one chat in three engines, each of which fails in turn while people write to each other: nothing is lost
 * or comes twice but what may. {@code -Djim.seed=N} repeats the choices, though not what happens between processes.
 */
@EnabledIfSystemProperty(named = "jim.kills", matches = "true", disabledReason = "by hand: -Djim.kills=true")
@Timeout(900)
class FaultIT {
    private static final int ENGINES = 3;
    private static final int KILLS = Integer.getInteger("jim.rounds", 20);
    private static final int WARM_MILLIS = 4_000;
    private static final int SHORT_MILLIS = 3_000;

    /** By then all servers have a lease again. */
    private static final int CALM_MILLIS = 20_000;

    @RegisterExtension
    private static final NatsCluster NATS = NatsCluster.of(ENGINES);

    @TempDir
    private Path folder;

    private final long seed = Long.getLong("jim.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);

    /** What is done to a chat. */
    @FunctionalInterface
    private interface Faults {
        void happenTo(FaultChat chat) throws Exception;
    }

    private void check(TestInfo test, Faults faults) throws Exception {
        check(test, Outage.SHORT, faults);
    }

    private void check(TestInfo test, Outage outage, Faults faults) throws Exception {
        check(test, NATS, outage, faults);
    }

    private void check(TestInfo test, NatsCluster nats, Outage outage, Faults faults) throws Exception {
        String title = test.getTestMethod().orElseThrow().getName() + " -Djim.seed=" + seed;
        System.out.println(title);
        try (FaultChat chat = new FaultChat(nats, folder, seed)) {
            chat.begin();
            Thread.sleep(WARM_MILLIS);
            faults.happenTo(chat);
            Thread.sleep(WARM_MILLIS);
            chat.end().check(title, outage);
        }
    }

    private void pause() throws InterruptedException {
        Thread.sleep(1_000 + random.nextInt(SHORT_MILLIS));
    }

    @Test
    void c3_servers_and_engines_are_killed_at_random(TestInfo test) throws Exception {
        check(test, chat -> {
            for (int i = 0; i < KILLS; i++) {
                boolean isEngine = random.nextBoolean();
                int which = random.nextInt(ENGINES);
                if (isEngine) {
                    NATS.kill9(which);
                    pause();
                    NATS.start(which);
                } else {
                    chat.server(which).kill();
                    chat.start(which);
                }
                pause();
            }
        });
    }

    @Test
    void c3_servers_are_killed_or_stand_still_for_a_moment(TestInfo test) throws Exception {
        check(test, chat -> {
            for (int i = 0; i < KILLS / 2; i++) {
                int which = random.nextInt(FaultChat.SERVERS);
                if (random.nextInt(3) > 0) {
                    chat.server(which).kill();
                    chat.start(which);
                } else {
                    chat.server(which).standStill(7_000); // longer than others wait, and too short to lose its lease
                }
                pause();
            }
        });
    }

    @Test
    void c4_each_server_stands_still(TestInfo test) throws Exception {
        check(test, Outage.LONG, chat -> {
            int[] seconds = {5, 15, 30};
            for (int i = 0; i < seconds.length; i++) {
                chat.server(i).standStill(seconds[i] * 1_000L);
                Thread.sleep(2L * SHORT_MILLIS);
            }
        });
    }

    @Test
    void c5_each_engine_is_killed_then_the_leader_then_all(TestInfo test) throws Exception {
        check(test, chat -> {
            for (int i = 0; i < ENGINES; i++) {
                killEngine(i);
            }
            killEngine(NATS.leader());
            stopAllEngines(SHORT_MILLIS);
        });
    }

    private void killEngine(int which) throws InterruptedException {
        NATS.kill9(which);
        Thread.sleep(SHORT_MILLIS);
        NATS.start(which);
        Thread.sleep(SHORT_MILLIS);
    }

    private void stopAllEngines(long millis) throws InterruptedException {
        for (int i = 0; i < ENGINES; i++) {
            NATS.kill9(i);
        }
        Thread.sleep(millis);
        NATS.startAll();
        Thread.sleep(SHORT_MILLIS);
    }

    @Test
    void c6_a_machine_and_the_others_do_not_hear_each_other(TestInfo test) throws Exception {
        cutOff(test, Cut.BOTH);
    }

    @Test
    void c6_a_machine_is_not_heard_by_the_others(TestInfo test) throws Exception {
        cutOff(test, Cut.OUT);
    }

    @Test
    void c6_a_machine_does_not_hear_the_others(TestInfo test) throws Exception {
        cutOff(test, Cut.IN);
    }

    private void cutOff(TestInfo test, Cut cut) throws Exception {
        try (Network network = Network.of(ENGINES)) {
            NatsCluster nats = NatsCluster.at(network.machines()).started();
            try {
                check(test, nats, Outage.UNHEARD, chat -> {
                    partition(chat, network, cut, "near").beShort(Duration.ofSeconds(5));
                    Thread.sleep(CALM_MILLIS);
                    partition(chat, network, cut, "far").beLong(Duration.ofSeconds(30));
                });
            } finally {
                nats.end();
            }
        }
    }

    private Partition partition(FaultChat chat, Network network, Cut cut, String name) {
        return new Partition(chat, network, random.nextInt(ENGINES), cut, name);
    }

    @Test
    void c7_all_engines_are_gone(TestInfo test) throws Exception {
        check(test, Outage.LONG, chat -> {
            stopAllEngines(10_000);
            Thread.sleep(WARM_MILLIS);
            stopAllEngines(60_000);
        });
    }

    @Test
    void c8_each_engine_stands_still(TestInfo test) throws Exception {
        check(test, chat -> {
            for (int i = 0; i < ENGINES; i++) {
                NATS.stop(i);
                Thread.sleep(12_000);
                NATS.cont(i);
                Thread.sleep(2L * SHORT_MILLIS);
            }
        });
    }

    @Test
    void c11_servers_and_then_engines_are_renewed_in_good_order(TestInfo test) throws Exception {
        check(test, chat -> {
            for (int i = 0; i < FaultChat.SERVERS; i++) {
                chat.server(i).terminate();
                chat.start(i);
                Thread.sleep(SHORT_MILLIS);
            }
            for (int i = 0; i < ENGINES; i++) {
                NATS.terminate(i);
                NATS.start(i);
                Thread.sleep(SHORT_MILLIS);
            }
        });
    }
}
