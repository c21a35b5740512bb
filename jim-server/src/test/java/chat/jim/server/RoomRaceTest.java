package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * PROTOCOL.md, section 7, while eight people at once join, leave and write to a room, and go. Messages are numbered by one
 * clock, which each of them reads before it writes and after it was answered: so it is known of each message whether it
 * must, may or must not reach somebody.
 */
@Timeout(60)
class RoomRaceTest {
    private static final int PEOPLE = 8;
    private static final int DEEDS = 400;
    private static final String ROOM = "#tea";
    private static final long SEED = Long.getLong("jim.seed", 20261121);
    private static final Pattern MESSAGE = Pattern.compile("\"action\":\"msg\".*\"message\":\"(\\d+)\"");

    private final TestServer server = TestServer.start();
    private final Bystanders bystanders = new Bystanders(server);
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final AtomicInteger clock = new AtomicInteger();

    /** A message was asked to be sent at one time, and was answered 200 by another. */
    private record Sent(int person, int at, int answeredBy) {}

    /** Somebody was surely in the room between two times, and surely not outside of two others. */
    private record Stay(int asked, int entered, int leaving, int left) {
        private boolean mustHear(Sent message) {
            return message.at() > entered && message.answeredBy() < leaving;
        }

        private boolean mayHear(Sent message) {
            return message.answeredBy() > asked && message.at() < left;
        }
    }

    @AfterEach
    void stop() {
        executor.shutdown();
        bystanders.close();
        server.close();
    }

    @Test
    void who_is_in_a_room_and_nobody_else_hears_all_that_is_said_there() throws Exception {
        List<Future<Person>> deeds = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Person person = new Person(i, new Random(SEED + i));
            deeds.add(executor.submit(person::act));
        }
        List<Person> people = new ArrayList<>();
        for (Future<Person> one : deeds) {
            people.add(one.get());
        }

        List<Sent> sent =
                people.stream().flatMap(person -> person.sent.stream()).toList();
        assertThat(sent).hasSizeGreaterThan(DEEDS);
        for (Person person : people) {
            person.check(sent);
        }
        RawClient last = server.online("last");
        last.send("{'action':'rooms','time':1}").expect(200, "Rooms: 0.");
        last.send("{'action':'join','time':1,'room':'#tea'}").expect(201);
        last.quit();
    }

    /** One of them, who does this and that by chance. */
    private final class Person {
        private final int number;
        private final Random random;
        private final List<Sent> sent = new ArrayList<>();
        private final List<Stay> stays = new ArrayList<>();

        /** What was heard, by connections: who comes again while a message is handed round may hear it once more. */
        private final List<List<Integer>> heard = new ArrayList<>();

        private RawClient peer;
        private int asked = -1;
        private int entered;

        private Person(int number, Random random) {
            this.number = number;
            this.random = random;
        }

        private Person act() {
            comeOnline();
            for (int i = 0; i < DEEDS; i++) {
                int deed = random.nextInt(10);
                if (asked < 0) {
                    join();
                } else if (deed < 7) {
                    say();
                } else if (deed < 9) {
                    int leaving = clock.incrementAndGet();
                    request("leave");
                    stays.add(new Stay(asked, entered, leaving, clock.incrementAndGet()));
                    asked = -1;
                } else {
                    goAndComeAgain();
                }
            }
            go();
            return this;
        }

        private void join() {
            asked = clock.incrementAndGet();
            request("join");
            entered = clock.incrementAndGet();
        }

        private void say() {
            int at = clock.incrementAndGet();
            peer.msg(ROOM, Integer.toString(at));
            awaitAnswer();
            sent.add(new Sent(number, at, clock.incrementAndGet()));
        }

        private void comeOnline() {
            peer = server.online("person-" + number);
            heard.add(new ArrayList<>());
        }

        private void goAndComeAgain() {
            go();
            comeOnline();
        }

        private void go() {
            int leaving = clock.incrementAndGet();
            peer.send("{'action':'quit'}").receiveAll().forEach(this::hear);
            peer.close();
            if (asked >= 0) {
                stays.add(new Stay(asked, entered, leaving, clock.incrementAndGet()));
                asked = -1;
            }
        }

        private void request(String verb) {
            peer.send("{'action':'" + verb + "','time':1,'room':'" + ROOM + "'}");
            awaitAnswer();
        }

        private void awaitAnswer() {
            String line = peer.receive();
            while (!line.startsWith("{\"response\":20")) {
                hear(line);
                line = peer.receive();
            }
        }

        private void hear(String line) {
            Matcher message = MESSAGE.matcher(line);
            if (message.find()) {
                heard.get(heard.size() - 1).add(Integer.valueOf(message.group(1)));
            } else {
                assertThat(line).containsPattern("\"response\":(100|200)");
            }
        }

        private void check(List<Sent> all) {
            List<Sent> others =
                    all.stream().filter(message -> message.person() != number).toList();
            List<Integer> due = numbers(others, Stay::mustHear);
            assertThat(due).isNotEmpty();
            assertThat(heard)
                    .as("heard by %d, seed %d", number, SEED)
                    .allSatisfy(once -> assertThat(once).doesNotHaveDuplicates());
            assertThat(heard.stream().flatMap(List::stream).toList())
                    .as("heard by %d, seed %d", number, SEED)
                    .containsAll(due)
                    .isSubsetOf(numbers(others, Stay::mayHear));
        }

        /** The numbers of the messages of which that is true in one of the stays. */
        private List<Integer> numbers(List<Sent> messages, BiPredicate<Stay, Sent> which) {
            return messages.stream()
                    .filter(message -> stays.stream().anyMatch(stay -> which.test(stay, message)))
                    .map(Sent::at)
                    .toList();
        }
    }
}
