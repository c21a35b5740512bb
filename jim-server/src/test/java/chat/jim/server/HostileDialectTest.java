package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Whatever a peer sends in whatever dialect, it harms nobody else, and takes no more than its share. */
@Timeout(60)
class HostileDialectTest {
    /** One object of each dialect, from {@code peer}. */
    private static final List<String> OBJECTS = List.of(
            "{'action': 'message', 'time': 1, 'from': 'peer', 'to': 'peer', 'mess_text': 'x'}",
            "{'action': 'message', 'time': 1, 'from': 'peer', 'to': 'peer', 'message_text': 'x'}",
            "{'event': 'message', 'time': 1, 'from': 'peer', 'to': 'peer', 'message_text': 'x'}",
            "{'action': 'presence', 'time': 1, 'user': {'client_name': 'peer'}}",
            "{'action': 'presence', 'time': 1, 'user': {'accaunt_name': 'peer'}}",
            "{'action': 'get_users', 'time': 1, 'account_name': 'peer'}",
            "{'action': 'msg', 'time': 1, 'from': 'peer', 'to': 'peer', 'msg_text': 'x'}",
            "{'action': 'message', 'time': 1, 'account_name': 'peer', 'mess_text': 'x'}",
            "{'action':'msg','time':1,'to':'peer','message':'x'}");

    /** What is no response to programs that bear none comes from the server as a message. */
    private static final String REFUSAL = "\\{\"response\":400,.*|\\{\"action\":\"message\",.*\"from\":\"server\".*";

    private static TestServer server;
    private static Bystanders bystanders;

    private RawClient peer;

    @BeforeAll
    static void start() {
        Duration minute = Duration.ofMinutes(1);
        server = TestServer.start(
                TestServer.UNHURRIED, new ServerConfig.Timeouts(Duration.ofNanos(200_000), minute, minute, minute));
        bystanders = new Bystanders(server);
    }

    @BeforeEach
    void connect() {
        peer = server.connect();
    }

    @AfterEach
    void hangUp() {
        peer.close();
        await().until(() -> server.connections() == 2);
    }

    @AfterAll
    static void stop() {
        bystanders.close();
        server.close();
    }

    @Test
    void who_changes_its_dialect_at_every_object_gets_whole_objects_only_and_disturbs_nobody() throws Exception {
        int rounds = 40;
        peer.presence("peer").expect(200);
        Thread writer = new Thread(() -> {
            try (RawClient alice = server.online("alice")) {
                for (int i = 0; i < 10 * rounds; i++) {
                    alice.msg("peer", "number " + i).expect(200);
                }
            }
        });
        Thread flipping = new Thread(() -> {
            for (int i = 0; i < rounds; i++) {
                OBJECTS.forEach(object -> peer.sendBare(object));
            }
            peer.sendBare("{'action':'msg','time':1,'to':'peer','message':'the end'}");
        });
        writer.start();
        flipping.start();
        int numbered = 0;
        boolean end = false;
        while (!end || numbered < 10 * rounds) {
            String line = peer.receive();
            ObjectNode object = whole(line);
            boolean answer = object.has("response");
            assertThat(answer || object.has("action") || object.has("event"))
                    .as(line)
                    .isTrue();
            numbered += line.contains("number " + numbered + "\"") ? 1 : 0;
            end |= line.contains("the end");
        }
        writer.join();
        flipping.join();
    }

    private static ObjectNode whole(String line) {
        try {
            return Json.object(Frame.of(line.getBytes(UTF_8)));
        } catch (FrameException e) {
            throw new AssertionError(line, e);
        }
    }

    @ParameterizedTest
    @MethodSource("chat.jim.server.DialectEndTest#presences")
    void members_that_are_there_twice_are_refused_in_every_dialect(String presence) {
        peer.sendBare(presence);
        assertThat(peer.receive()).startsWith("{\"response\":");

        peer.sendBare(presence.replace("'time'", "'x': 1, 'x': 2, 'time'"));

        assertThat(peer.receive()).matches(REFUSAL).contains("The field x appears twice: send it once.");
    }

    @ParameterizedTest
    @MethodSource("chat.jim.server.DialectEndTest#presences")
    void so_they_are_if_their_name_is_as_long_as_an_object_can_carry(String presence) {
        peer.sendBare(presence);
        assertThat(peer.receive()).startsWith("{\"response\":");
        String name = "x".repeat(300);

        peer.sendBare("{'" + name + "': 1, '" + name + "': 2}");

        assertThat(peer.receive()).matches(REFUSAL).contains("appears twice: send it once.");
    }

    @Test
    void a_guest_of_another_dialect_has_a_hundred_contacts_at_most() {
        peer.sendBare("{'action': 'presence', 'time': '1', 'user': {'account_name': 'peer'}}");
        peer.receive();
        for (int i = 0; i < 100; i++) {
            addContact("contact-" + i);
            assertThat(peer.receive()).isEqualTo("{\"response\":200}");
        }
        addContact("contact-7");
        assertThat(peer.receive()).isEqualTo("{\"response\":200}");
        addContact("one-more");
        assertThat(peer.receive())
                .isEqualTo(
                        "{\"response\":400,\"error\":\"You have 100 contacts, which is the limit: remove one first.\"}");
        peer.sendBare("{'action': 'del_contact', 'time': '1', 'user_id': 'contact-7'}");
        assertThat(peer.receive()).isEqualTo("{\"response\":200}");
        addContact("one-more");
        assertThat(peer.receive()).isEqualTo("{\"response\":200}");
        peer.sendBare("{'action': 'get_contacts', 'time': '1'}");
        assertThat(peer.receive()).isEqualTo("{\"response\":202,\"quantity\":100}");
    }

    private void addContact(String name) {
        peer.sendBare("{'action': 'add_contact', 'time': '1', 'user_id': '" + name + "'}");
    }

    @Test
    void who_shows_a_dialect_by_a_request_that_is_refused_is_treated_as_one_who_speaks_it() {
        peer.presence("peer").expect(200);
        peer.sendBare("{'action': 'message', 'time': 1, 'from': 'peer', 'to': 'peer', 'mess_text': ''}");
        assertThat(peer.receive()).startsWith("{\"response\":400,");

        try (RawClient observer = server.online("observer").join("#all")) {
            observer.send("{'action':'who','time':1,'room':'#all'}");
            assertThat(observer.receive()).contains("\"peer\"");
        }
    }

    @Test
    void who_is_in_as_many_rooms_as_may_be_can_come_with_another_dialect_and_go_back() {
        peer.presence("peer").expect(200);
        for (int i = 0; i < 100; i++) {
            peer.join("#room-" + i);
        }
        peer.sendBare(OBJECTS.get(0));
        assertThat(peer.receive()).contains("\"mess_text\"");
        peer.expect(200);

        peer.msg("peer", "back");

        assertThat(peer.receive()).contains("\"back\"");
        peer.expect(200);
        peer.send("{'action':'join','time':1,'room':'#one-more'}").expect(403);
    }

    @Test
    void a_key_as_long_as_an_object_can_carry_is_told_as_it_is() {
        String key = "k".repeat(550);
        peer.sendBare("{'action': 'presence', 'time': 1, 'user': {'account_name': 'peer', 'pubkey': '" + key + "'}}");
        peer.receive();

        peer.sendBare("{'action': 'pubkey_need', 'time': 1, 'account_name': 'peer'}");
        assertThat(peer.receive()).isEqualTo("{\"response\":511,\"bin\":\"" + key + "\"}");
        peer.sendBare("{'action': 'pubkey_need', 'time': 1, 'account_name': 'bystander-1'}");
        assertThat(peer.receive()).contains("bystander-1 has no key: write without one.");
    }

    @Test
    void the_name_of_one_who_breaks_off_is_free_at_once() {
        peer.sendBare("{'event': 'presence', 'time': 1, 'user': {'account_name': 'peer'}}");
        peer.expect(200);
        peer.reset();
        await().until(() -> !server.isOnline("peer"));
    }
}
