package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, appendix: whoever says no name of its own is a guest, of whom there may be several. */
@Timeout(60)
class GuestRaceTest {
    private static final int PEERS = 16;
    private static final int ROUNDS = 10;
    private static final String GUEST = "{'action': 'presence', 'time': 1.5, 'user': {'account_name': 'Guest'}}";

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void sixteen_who_come_at_once_have_sixteen_names_in_each_round_and_leave_them_all_free() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PEERS);
        CyclicBarrier barrier = new CyclicBarrier(PEERS);
        Callable<RawClient> comeOnline = () -> {
            RawClient guest = server.connect();
            barrier.await();
            guest.sendBare(GUEST);
            assertThat(guest.receive()).startsWith("{\"response\":200");
            return guest;
        };
        try (RawClient observer = server.online("observer")) {
            for (int round = 0; round < ROUNDS; round++) {
                List<RawClient> guests = new ArrayList<>();
                for (Future<RawClient> guest : threads.invokeAll(
                        IntStream.range(0, PEERS).mapToObj(i -> comeOnline).toList())) {
                    guests.add(guest.get());
                }

                assertThat(online(observer)).containsExactlyInAnyOrderElementsOf(guestsAnd("observer"));
                guests.forEach(guest -> {
                    guest.sendBare("{'action': 'exit'}");
                    guest.receive();
                    guest.close();
                });
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<String> guestsAnd(String other) {
        return Stream.concat(
                        Stream.of("Guest", other),
                        IntStream.rangeClosed(2, PEERS).mapToObj(i -> "Guest-" + i))
                .toList();
    }

    private static List<String> online(RawClient observer) {
        String part = observer.send("{'action':'who','time':1}").expect(202);
        observer.expect(200);
        return List.of(part.replaceAll(".*\\[\"|\"\\].*", "").split("\",\""));
    }

    @Test
    void a_name_that_has_an_account_is_passed_over() {
        server.withAccount("guest", "g").withAccount("Guest-3", "g");
        try (RawClient observer = server.online("observer");
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            comeOnline(first);
            comeOnline(second);

            assertThat(online(observer)).containsExactlyInAnyOrder("Guest-2", "Guest-4", "observer");
        }
    }

    @Test
    void who_takes_a_name_of_its_own_leaves_that_of_a_guest_to_the_next() {
        try (RawClient observer = server.online("observer");
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            comeOnline(first);
            first.sendBare("{'action': 'authenticate', 'time': 1, 'user': {'account_name': 'alice'}}");
            assertThat(first.receive()).startsWith("{\"response\":200");
            comeOnline(second);

            assertThat(online(observer)).containsExactlyInAnyOrder("alice", "Guest", "observer");
        }
    }

    @Test
    void who_says_the_name_that_it_was_given_keeps_it() {
        try (RawClient observer = server.online("observer");
                RawClient first = server.connect();
                RawClient second = server.connect()) {
            comeOnline(first);
            comeOnline(second);
            second.sendBare(GUEST.replace("Guest", "Guest-2"));
            assertThat(second.receive()).startsWith("{\"response\":200");

            assertThat(online(observer)).containsExactlyInAnyOrder("Guest", "Guest-2", "observer");
        }
    }

    @Test
    void who_is_refused_a_name_keeps_that_of_a_guest() {
        try (RawClient observer = server.online("observer");
                RawClient first = server.connect()) {
            comeOnline(first);
            first.sendBare("{'action': 'authenticate', 'time': 1, 'user': {'account_name': 'observer'}}");
            assertThat(first.receive()).startsWith("{\"response\":400");
            first.sendBare("{'action': 'authenticate', 'time': 1, 'user': {'account_name': 'admin'}}");
            assertThat(first.receive()).startsWith("{\"response\":400");

            assertThat(online(observer)).containsExactlyInAnyOrder("Guest", "observer");
        }
    }

    @Test
    void who_has_logged_in_to_an_account_of_such_a_name_is_nobody_without_a_name() {
        server.withAccount("Guest", "g");
        try (RawClient observer = server.online("observer");
                RawClient owner = server.connect()) {
            owner.sendBare("{'action': 'authenticate', 'time': 1, 'user': {'account': 'Guest', 'password': 'g'}}");
            owner.expect(200);
            owner.sendBare("{'action': 'presence', 'time': 1, 'user': {'account': 'alice'}}");

            owner.expect(400, "You are online as Guest: quit to change your name.");
            assertThat(online(observer)).containsExactlyInAnyOrder("Guest", "observer");
        }
    }

    private static void comeOnline(RawClient guest) {
        guest.sendBare(GUEST);
        assertThat(guest.receive()).startsWith("{\"response\":200");
    }
}
