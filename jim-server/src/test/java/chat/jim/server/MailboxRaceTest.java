package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An account that comes and goes while others write to it. {@code -Djim.seed=N} repeats the coming and going, though not
 * what happens between two threads.
 */
@Timeout(120)
class MailboxRaceTest {
    private static final int SENDERS = 2;
    private static final int MESSAGES = 1000;
    private static final int VISITS = 12;

    /** How long a visitor waits for the next message when nobody sends any more. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(20);

    private static final Pattern MESSAGE = Pattern.compile("\"from\":\"sender([0-9])\",\"message\":\"([0-9]+)\"");

    @AutoClose
    private final TestServer server =
            TestServer.startWithMailbox(SENDERS * MESSAGES).withAccount("bob", "b");

    private final Random random = new Random(seed());
    private final List<Set<Integer>> received = new ArrayList<>();
    private final AtomicInteger sending = new AtomicInteger(SENDERS);

    /** What has ended a sender before its last message. */
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private static long seed() {
        long seed = Long.getLong("jim.seed", System.nanoTime());
        System.out.println("MailboxRaceTest: -Djim.seed=" + seed);
        return seed;
    }

    @Test
    void each_message_that_was_answered_200_or_202_arrives_in_order() throws Exception {
        List<Thread> senders = new ArrayList<>();
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            received.add(new HashSet<>());
            senders.add(new Thread(() -> sendAll(sender)));
        }
        senders.forEach(Thread::start);
        for (int i = 0; i < VISITS; i++) {
            visit(1 + random.nextInt(300), random.nextBoolean());
        }
        for (Thread sender : senders) {
            sender.join();
        }
        assertThat(failure.get()).as("what has ended a sender").isNull();
        visit(Integer.MAX_VALUE, true);

        assertThat(received)
                .allSatisfy(numbers ->
                        assertThat(missing(numbers)).as("what was lost").isEmpty());
    }

    private static List<Integer> missing(Set<Integer> numbers) {
        return IntStream.range(0, MESSAGES)
                .filter(number -> !numbers.contains(number))
                .boxed()
                .toList();
    }

    private void sendAll(int sender) {
        try {
            send(sender);
        } catch (RuntimeException | AssertionError e) {
            failure.set(e);
        }
        sending.decrementAndGet();
    }

    private void send(int sender) {
        try (RawClient client = server.online("sender" + sender)) {
            for (int i = 0; i < MESSAGES; i++) {
                assertThat(client.msg("bob", Integer.toString(i)).receive()).matches("\\{\"response\":20[02],.*");
            }
        }
    }

    /** Reads so many lines, or until nothing more comes, and goes. */
    private void visit(int lines, boolean inGoodOrder) {
        int[] last = new int[SENDERS];
        long deadline = System.nanoTime() + PATIENCE;
        try (RawClient bob = login()) {
            ask(bob);
            boolean more = true;
            for (int i = 0; i < lines && more; i++) {
                String line = bob.receive();
                if (hear(bob, line, last)) {
                    deadline = System.nanoTime() + PATIENCE;
                }
                if (line.contains("Rooms:")) {
                    more = sending.get() > 0 || (isMissing() && System.nanoTime() - deadline < 0);
                    ask(bob);
                }
            }
            if (inGoodOrder) {
                bob.send("{'action':'quit'}");
                for (String line = bob.receive(); !line.contains("Good-bye"); line = bob.receive()) {
                    hear(bob, line, last);
                }
                bob.expectEnd();
            } else {
                bob.reset();
            }
        }
    }

    private boolean isMissing() {
        return received.stream().anyMatch(numbers -> numbers.size() < MESSAGES);
    }

    /** Each sender's messages must come in their order. True if it is one of them. */
    private boolean hear(RawClient bob, String line, int[] last) {
        Matcher message = MESSAGE.matcher(line);
        boolean isMessage = message.find();
        if (isMessage) {
            int sender = Integer.parseInt(message.group(1));
            int number = Integer.parseInt(message.group(2));
            assertThat(number).as("next of sender %d", sender).isGreaterThanOrEqualTo(last[sender]);
            last[sender] = number + 1;
            received.get(sender).add(number);
        } else if (line.contains("probe")) {
            bob.presence("bob");
        }
        return isMessage;
    }

    /** Its answer will be a line that comes in any case. */
    private static void ask(RawClient bob) {
        bob.send("{'action':'rooms','time':1}");
    }

    /** Over the last connection, if the server has not noticed yet that it is broken. */
    private RawClient login() {
        RawClient bob = server.connect().authenticate("bob", "b");
        bob.expect(200);
        return bob;
    }
}
