package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 5: "What the former session has not confirmed comes first". An account is replaced again and again
 * while others write to it: each session goes on without a gap where the former one stood, and gets nothing again that
 * was confirmed. {@code -Djim.seed=N} repeats the coming and going, though not what happens between two threads.
 */
@Timeout(120)
class ReplacedReaderRaceTest {
    private static final int SENDERS = 2;
    private static final int MESSAGES = 1500;
    private static final int SESSIONS = 20;
    private static final Pattern MESSAGE = Pattern.compile("\"from\":\"sender([0-9])\",\"message\":\"([0-9]+)\"");

    @AutoClose
    private final TestServer server =
            TestServer.startWithMailbox(SENDERS * MESSAGES).withAccount("bob", "b");

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** By sender: the next number that nobody has received, and the next that was not confirmed for sure. */
    private final int[] received = new int[SENDERS];

    private final int[] confirmed = new int[SENDERS];

    @Test
    void each_session_goes_on_where_the_former_one_stood() throws Exception {
        System.out.println("ReplacedReaderRaceTest: -Djim.seed=" + seed);
        ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
        RawClient former = null;
        try {
            Future<?>[] senders = IntStream.range(0, SENDERS)
                    .mapToObj(sender -> threads.submit(() -> sendAll(sender)))
                    .toArray(Future<?>[]::new);
            for (int i = 0; i < SESSIONS; i++) {
                former = replace(former, 1 + random.nextInt(250), random.nextInt(4) > 0);
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
            former = replace(former, Integer.MAX_VALUE, true);
        } finally {
            threads.shutdownNow();
            if (former != null) {
                former.close();
            }
        }
    }

    private void sendAll(int sender) {
        try (RawClient client = server.online("sender" + sender)) {
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(client.msg("bob", Integer.toString(i)).receive()).matches("\\{\"response\":20[02],.*");
            }
        }
    }

    /** Logs in while the former one is online, and reads so many lines, or until there is nothing more to come. */
    private RawClient replace(RawClient former, int lines, boolean confirming) {
        RawClient bob = login();
        if (former != null) {
            former.close();
        }
        int[] next = new int[SENDERS];
        Arrays.fill(next, -1);
        Queue<int[]> asked = new ArrayDeque<>();
        ask(bob);
        for (int i = 0; i < lines && !isAllReceived(); i++) {
            String line = bob.receive();
            Matcher message = MESSAGE.matcher(line);
            if (message.find()) {
                hear(Integer.parseInt(message.group(1)), Integer.parseInt(message.group(2)), next);
            } else if (line.contains("\"probe\"") && confirming) {
                asked.add(next.clone());
                bob.presence("bob");
            } else if (line.contains("You are online")) {
                confirm(asked.remove());
            } else if (line.contains("Rooms:")) {
                ask(bob);
            }
        }
        return bob;
    }

    private void hear(int sender, int number, int[] next) {
        if (next[sender] < 0) {
            assertThat(number)
                    .as("first of sender %d, seed %d", sender, seed)
                    .isBetween(confirmed[sender], received[sender]);
        } else {
            assertThat(number).as("next of sender %d, seed %d", sender, seed).isEqualTo(next[sender]);
        }
        next[sender] = number + 1;
        received[sender] = Math.max(received[sender], next[sender]);
    }

    private void confirm(int[] asked) {
        for (int sender = 0; sender < SENDERS; sender++) {
            confirmed[sender] = Math.max(confirmed[sender], asked[sender]);
        }
    }

    private boolean isAllReceived() {
        return Arrays.stream(received).allMatch(count -> count == MESSAGES);
    }

    /** Its answer will be a line that comes in any case. */
    private static void ask(RawClient bob) {
        bob.send("{'action':'rooms','time':1}");
    }

    /** If the machine is so slow that the former session has not ended in time, the next attempt replaces it. */
    private RawClient login() {
        while (true) {
            RawClient bob = server.connect().authenticate("bob", "b");
            if (bob.receive().startsWith("{\"response\":200,")) {
                return bob;
            }
            bob.close();
        }
    }
}
