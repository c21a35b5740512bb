package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, section 12: whoever asks after each loss for what came after the last id less five seconds, and drops the ids
 * that it knows, misses nothing. The time goes on by a part of a second with each round in which everybody says something.
 */
class HistoryJoinersTest {
    private static final int SENDERS = 3;
    private static final int JOINERS = 4;
    private static final int ROUNDS = 150;
    private static final long MILLIS_A_ROUND = 300;
    private static final long SLACK = 5_000_000;
    private static final Pattern KEPT =
            Pattern.compile("\"message\":\"([^\"]+)\".*\"id\":(\\d+)}|\"id\":(\\d+),.*\"message\":\"([^\"]+)\"}");

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final AtomicLong millis = new AtomicLong(TestServer.NOW * 1000);
    private final TestServer server =
            TestServer.startWith(() -> Instant.ofEpochMilli(millis.get())).withAccount("maker", "m");
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile boolean over;

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
    }

    @Test
    void who_comes_and_goes_sees_each_message_once_in_the_order_of_the_store() throws Exception {
        System.out.println("HistoryJoinersTest: -Djim.seed=" + seed);
        RawClient maker = server.connect();
        maker.authenticate("maker", "m").expect(200);
        maker.join("#tea");
        List<Future<Joiner>> joiners = new ArrayList<>();
        for (int i = 0; i < JOINERS; i++) {
            Joiner joiner = new Joiner("joiner" + i, new Random(seed + i));
            joiners.add(threads.submit(() -> joiner.run()));
        }
        CyclicBarrier rounds = new CyclicBarrier(SENDERS, () -> millis.addAndGet(MILLIS_A_ROUND));
        List<Future<?>> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            String name = "sender" + i;
            senders.add(threads.submit(() -> send(name, rounds)));
        }
        for (Future<?> sender : senders) {
            sender.get();
        }
        over = true;

        SortedMap<Long, String> kept = new Joiner("late", new Random(seed)).run().seen;
        assertThat(kept).hasSize(SENDERS * ROUNDS);
        assertThat(kept.values()).doesNotHaveDuplicates();
        for (Future<Joiner> joiner : joiners) {
            assertThat(joiner.get().seen).isEqualTo(kept);
        }
        maker.close();
    }

    private Void send(String name, CyclicBarrier rounds) throws Exception {
        try (RawClient sender = server.online(name)) {
            sender.send("{'action':'join','time':1,'room':'#tea','quiet':true}");
            readToOk(sender);
            for (int i = 0; i < ROUNDS; i++) {
                sender.msg("#tea", name + " " + i);
                readToOk(sender);
                rounds.await();
            }
        } finally {
            rounds.reset(); // if this one has failed, nobody waits for it
        }
        return null;
    }

    /** Also a member whose join is not answered yet hears what others say. */
    private static void readToOk(RawClient sender) {
        String line = sender.receive();
        while (!line.startsWith("{\"response\":200")) {
            assertThat(line).contains("\"action\":\"msg\"");
            line = sender.receive();
        }
    }

    /** Comes and goes until all is said, and once more. */
    private final class Joiner {
        private final String name;
        private final Random random;
        private final SortedMap<Long, String> seen = new TreeMap<>();
        private long lastPart;
        private int times;

        Joiner(String name, Random random) {
            this.name = name;
            this.random = random;
        }

        Joiner run() {
            boolean last = false;
            while (!last) {
                last = over;
                comeAndGo();
            }
            return this;
        }

        private void comeAndGo() {
            String guest = name + "-" + times++; // another one, who need not wait for a turn to ask
            RawClient peer = server.connect();
            peer.send("{'action':'presence','time':1,'user':{'account_name':'" + guest + "'},'ids':true}");
            peer.send("{'action':'join','time':1,'room':'#tea','quiet':true}");
            long after = seen.isEmpty() ? 0 : seen.lastKey() - SLACK;
            readTo(peer);
            readTo(peer);
            while (peer.send("{'action':'history','time':1,'room':'#tea','limit':50,'after':" + after + "}") != null) {
                String answer = readTo(peer);
                if (!answer.contains("\"more\":true")) {
                    break;
                }
                after = lastPart; // not of what came meanwhile
            }
            for (int i = random.nextInt(20); i > 0; i--) {
                peer.presence(guest);
                readTo(peer);
            }
            peer.reset();
        }

        /** Reads up to the next answer. */
        private String readTo(RawClient peer) {
            while (true) {
                String line = peer.receive();
                Matcher kept = KEPT.matcher(line);
                if (kept.find()) {
                    boolean live = kept.group(1) != null;
                    String text = kept.group(live ? 1 : 4);
                    long id = Long.parseLong(kept.group(live ? 2 : 3));
                    String before = seen.put(id, text);
                    lastPart = live ? lastPart : id;
                    assertThat(before).isIn(null, text);
                } else if (!line.contains("\"response\":202") && !line.contains("\"response\":100")) {
                    return line;
                }
            }
        }
    }
}
