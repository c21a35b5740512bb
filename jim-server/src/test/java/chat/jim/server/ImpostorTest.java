package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody can pass for somebody else, or take a name that is none, in whatever dialect. */
@Timeout(60)
class ImpostorTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    private RawClient peer;

    @BeforeEach
    void connect() {
        peer = SERVER.connect();
    }

    @AfterEach
    void hangUp() {
        peer.close();
        await().until(() -> SERVER.connections() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'message', 'time': 1, 'from': 'bob', 'to': 'observer', 'mess_text': 'x'}",
                "{'action': 'message', 'time': 1, 'from': 'bob', 'to': 'observer', 'message_text': 'x'}",
                "{'event': 'message', 'time': 1, 'from': 'bob', 'to': 'observer', 'message_text': 'x'}",
                "{'action': 'msg', 'time': 1, 'from': 'bob', 'to': 'observer', 'msg_text': 'x'}",
                "{'action': 'msg', 'time': 1, 'from': 'bob', 'to': '#', 'message': 'x'}",
                "{'action': 'message', 'time': 1, 'account_name': 'bob', 'mess_text': 'x'}",
                "{'action': 'message', 'time': 1, 'sender': 'bob', 'to': 'observer', 'mess_text': 'x'}",
                "{'action': 'message', 'time': 1, 'from': 'peer', 'sender': 'bob', 'mess_text': 'x'}",
                "{'action': 'message', 'time': 1, 'from': 'peer', 'account_name': 'bob', 'mess_text': 'x'}",
                "{'action': 'message', 'time': 1, 'from': 'peer', 'from': 'bob', 'mess_text': 'x'}"
            })
    void nobody_can_write_in_the_name_of_another(String object) {
        peer.sendBare("{'action': 'presence', 'time': 1, 'user': {'accaunt_name': 'peer'}}");
        peer.expect(200);
        try (RawClient bob = SERVER.online("bob");
                RawClient observer = SERVER.online("observer").join("#all")) {
            peer.sendBare(object);

            assertThat(peer.receive()).startsWith("{\"response\":400,");
            observer.fence("observer");
            bob.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'event': 'presence', 'time': 1, 'user': {'account_name': 'NAME'}}",
                "{'action': 'presence', 'time': 1, 'user': {'client_name': 'NAME'}}",
                "{'action': 'presence', 'time': 1, 'user': {'accaunt_name': 'NAME'}}",
                "{'action': 'presence', 'time': 1, 'user': {'account': 'NAME'}}",
                "{'action': 'presence', 'time': 1, 'user': 'NAME'}",
                "{'action': 'presence', 'time': '1', 'user': {'account_name': 'NAME'}}",
                "{'action': 'presence', 'time': 1, 'user': {'account_name': 'NAME', 'pubkey': 'k'}}",
                "{'action': 'authenticate', 'time': 1, 'user': 'NAME'}"
            })
    void a_name_that_could_move_a_terminals_cursor_is_refused(String presence) {
        for (String name : List.of("\\u001b[2J", "a\\u202eb", "a\\nb", "a\\tb", "#tea", "a b", "")) {
            try (RawClient other = SERVER.connect()) {
                other.sendBare(presence.replace("NAME", name));
                assertThat(other.receive()).startsWith("{\"response\":400,");
            }
        }
        assertThat(SERVER.isOnline("peer")).isFalse();
    }
}
