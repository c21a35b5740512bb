package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * An account whose sessions come, read, confirm, quit and are lost at random, while it is written to: nothing is lost that
 * nobody has confirmed, and nobody is sent anything twice. {@code -Djim.seed=N} repeats the steps.
 */
@Timeout(120)
class SharedMailboxRandomTest {
    /** More of them: {@code -Djim.runs=100}. */
    private static final int RUNS = Integer.getInteger("jim.runs", 4);

    private static final int STEPS = 120;
    private static final int MOST_SESSIONS = 3;
    private static final int MOST_AT_ONCE = 40;

    /** Of much more, who does not read is dropped. */
    private static final int MOST_UNREAD = 80;

    private static final Pattern MESSAGE = Pattern.compile("\"message\":\"([0-9]+) ");
    private static final String FILLING = "x".repeat(300);

    /** Little is sent unconfirmed, so that what was said also waits in the store while somebody is online. */
    private static final ServerConfig.Limits LIMITS = new ServerConfig.Limits(
            100,
            new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000),
            64 * 1024,
            Long.MAX_VALUE,
            100,
            MOST_SESSIONS,
            100,
            10,
            3,
            1_000_000,
            Long.MAX_VALUE);

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<Reader> readers = new ArrayList<>();

    /** What somebody may have confirmed. */
    private final Set<Integer> confirmed = new HashSet<>();

    private int sent;

    /** One session, and what it has received. */
    private static final class Reader {
        private final RawClient client;
        private final Set<Integer> received = new HashSet<>();

        /** How many had been sent when it has read everything the last time. */
        private int read;

        private Reader(RawClient client) {
            this.client = client;
        }

        private RawClient client() {
            return client;
        }

        private Set<Integer> received() {
            return received;
        }
    }

    @Test
    void what_nobody_has_confirmed_is_not_lost() {
        System.out.println("SharedMailboxRandomTest: -Djim.seed=" + seed);
        for (int run = 0; run < RUNS; run++) {
            try (TestServer server = start();
                    Machines machines = new Machines(server);
                    RawClient bob = server.online("bob")) {
                play(machines, bob);
            }
        }
    }

    private static TestServer start() {
        Duration minute = Duration.ofMinutes(1);
        return TestServer.start(LIMITS, new ServerConfig.Timeouts(minute, minute, minute, minute))
                .withAccount("alice", "secret");
    }

    private void play(Machines machines, RawClient bob) {
        readers.clear();
        confirmed.clear();
        sent = 0;
        for (int step = 0; step < STEPS; step++) {
            step(machines, bob);
        }
        while (!readers.isEmpty()) {
            lose(readers.get(0));
        }
        Reader last = come(machines, "");
        for (int before = -1; before < last.received().size() || !isAllThere(last); ) {
            before = last.received().size();
            confirm(last);
        }
    }

    private boolean isAllThere(Reader last) {
        Set<Integer> missing = new TreeSet<>();
        for (int number = 0; number < sent; number++) {
            if (!confirmed.contains(number) && !last.received().contains(number)) {
                missing.add(number);
            }
        }
        assertThat(missing).as("lost, seed %d", seed).isEmpty();
        return true;
    }

    private void step(Machines machines, RawClient bob) {
        int kind = random.nextInt(10);
        if (readers.isEmpty() || kind == 0) {
            if (readers.size() < MOST_SESSIONS) {
                come(machines, ",'session':'also'");
            }
        } else if (kind < 5) {
            say(bob, random.nextInt(MOST_AT_ONCE));
        } else if (kind < 7) {
            read(anyReader());
        } else if (kind < 9) {
            confirm(anyReader());
        } else if (random.nextBoolean()) {
            lose(anyReader());
        } else {
            quit(anyReader());
        }
    }

    private Reader anyReader() {
        return readers.get(random.nextInt(readers.size()));
    }

    private void say(RawClient bob, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(bob.msg("alice", sent + " " + FILLING).receive()).matches("\\{\"response\":20[02],.*");
            sent++;
        }
        readers.stream().filter(reader -> sent - reader.read > MOST_UNREAD).forEach(this::read);
    }

    /** Over all others, if some have just been lost and the server has not noticed yet. */
    private Reader come(Machines machines, String also) {
        RawClient client = machines.connect();
        String answer;
        do {
            client.send("{'action':'authenticate','time':1,'user':{'account_name':'alice','password':'secret'}" + also
                    + "}");
            answer = client.receive();
        } while (answer.startsWith("{\"response\":409,"));
        assertThat(answer).startsWith("{\"response\":200,");
        Reader reader = new Reader(client);
        reader.read = sent;
        readers.add(reader);
        return reader;
    }

    /** Reads everything that has come so far: the answer comes behind it. */
    private void read(Reader reader) {
        reader.client().send("{'action':'rooms','time':1}");
        hearUntil(reader, "Rooms:");
        reader.read = sent;
    }

    private void confirm(Reader reader) {
        read(reader);
        reader.client().presence("alice");
        confirmed.addAll(reader.received());
        hearUntil(reader, "You are online as alice.");
    }

    private void quit(Reader reader) {
        reader.client().send("{'action':'quit'}");
        hearUntil(reader, "Good-bye.");
        confirmed.addAll(reader.received());
        reader.client().expectEnd();
        reader.client().close();
        gone(reader);
    }

    private void lose(Reader reader) {
        reader.client().reset();
        gone(reader);
    }

    /** A quit of one confirms nothing as long as others are there. */
    private void gone(Reader reader) {
        readers.remove(reader);
    }

    private void hearUntil(Reader reader, String words) {
        String line = reader.client().receive();
        while (!line.contains(words)) {
            Matcher message = MESSAGE.matcher(line);
            if (message.find()) {
                assertThat(reader.received().add(Integer.parseInt(message.group(1))))
                        .as("no double, seed %d", seed)
                        .isTrue();
            }
            line = reader.client().receive();
        }
    }
}
