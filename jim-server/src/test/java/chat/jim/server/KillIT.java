package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.server.store.repair.Repair;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The built server killed while it keeps messages, again and again: {@code -Djim.kills=100} for more than a few,
 * {@code -Djim.seed=N} for the same moments.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("jim.kills", 3);
    private static final long SEED = Long.getLong("jim.seed", System.nanoTime());
    private static final int SENDERS = 4;
    private static final Pattern MESSAGE = Pattern.compile("\"from\":\"alice([0-9])\",\"message\":\"([0-9]+)\"");

    /** The numbers that were answered 202, by sender. */
    private final List<List<Integer>> kept = new ArrayList<>();

    /** The numbers that bob has received, by sender. */
    private final List<List<Integer>> received = new ArrayList<>();

    private final AtomicInteger keptNow = new AtomicInteger();
    private int life;

    @TempDir
    private Path folder;

    @BeforeEach
    void makeAccount() throws IOException {
        try (Store store = Repair.openStore(Program.data(folder), report -> {})) {
            store.accounts().add(Address.account("bob"), CheapHash.of("b"));
        }
        for (int i = 0; i < SENDERS; i++) {
            kept.add(new ArrayList<>());
            received.add(new ArrayList<>());
        }
    }

    @Test
    void each_message_answered_202_is_there_after_a_kill_in_order_and_once() throws Exception {
        System.out.println("KillIT: -Djim.seed=" + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < KILLS; i++) {
            keepUntilKilled(1 + random.nextInt(100), random.nextBoolean());
        }
        try (Program server = start()) {
            receiveAll(server.port());
        }
        System.out.println("KillIT: " + kept.stream().mapToInt(List::size).sum() + " messages kept");
    }

    /** Kills it when about so many more have been kept; bob may come before, and fetch what there is. */
    private void keepUntilKilled(int messages, boolean visited) throws InterruptedException {
        life++;
        try (Program server = start()) {
            int port = server.port();
            if (visited) {
                receiveAll(port);
            }
            keptNow.set(0);
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                senders.add(new Thread(() -> keep(sender, port)));
            }
            senders.forEach(Thread::start);
            await().pollInterval(Duration.ofMillis(1)).until(() -> keptNow.get() >= messages);
            server.kill();
            for (Thread sender : senders) {
                sender.join();
            }
        }
    }

    private Program start() {
        return Program.startServer(folder, "--mailbox", "--mailbox-size", "1000000");
    }

    /** Each number is sent once, whether its answer comes or not. */
    private void keep(int sender, int port) {
        List<Integer> own = kept.get(sender);
        int next = life * 1_000_000;
        try (RawClient alice = RawClient.online(port, "alice" + sender)) {
            while (true) {
                alice.msg("bob", Integer.toString(++next)).expect(202);
                own.add(next);
                keptNow.incrementAndGet();
            }
        } catch (AssertionError | UncheckedIOException e) {
            // It was killed.
        }
    }

    /** Reads and confirms until nothing more comes. */
    private void receiveAll(int port) {
        try (RawClient bob = RawClient.connect(port).authenticate("bob", "b").expect(200, "online as bob")) {
            int before;
            do {
                before = count();
                bob.send("{'action':'rooms','time':1}");
                readUntilAnswer(bob);
            } while (count() > before);
            bob.quit();
        }
        for (int i = 0; i < SENDERS; i++) {
            assertThat(received.get(i)).isSorted().doesNotHaveDuplicates();
            assertThat(new HashSet<>(received.get(i)).containsAll(kept.get(i)))
                    .as("all that was kept")
                    .isTrue();
        }
    }

    private void readUntilAnswer(RawClient bob) {
        String line = bob.receive();
        while (!line.contains("Rooms:")) {
            Matcher message = MESSAGE.matcher(line);
            if (message.find()) {
                received.get(Integer.parseInt(message.group(1))).add(Integer.valueOf(message.group(2)));
            } else if (line.contains("probe")) {
                bob.presence("bob");
            }
            line = bob.receive();
        }
    }

    private int count() {
        return received.stream().mapToInt(List::size).sum();
    }
}
