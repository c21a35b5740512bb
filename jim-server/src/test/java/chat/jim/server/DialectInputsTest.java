package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, appendix: whatever is said in the words of all dialects at once, the server is never at fault. Good objects
 * lose, change and gain members.
 */
class DialectInputsTest {
    private static final int ROUNDS = 40;
    private static final int OBJECTS = 60;

    private static final List<String> PRESENCES = List.of(
            "'action': 'presence'| 'time': 1.5| 'user': {'account_name': 'NAME'}",
            "'event': 'presence'| 'time': 1.5| 'user': {'account_name': 'NAME'}",
            "'action': 'presence'| 'time': 1.5| 'user': {'client_name': 'NAME'}",
            "'action': 'presence'| 'time': 1.5| 'user': {'accaunt_name': 'Guest'}",
            "'action': 'presence'| 'time': 1.5| 'user': {'account_name': 'NAME', 'pubkey': 'KEY'}",
            "'action': 'presence'| 'time': 1.5| 'type': 'status'| 'user': {'account_name': 'Guest'}",
            "'action': 'presence'| 'time': 1.5| 'user': {'account_name': 'Guest'}",
            "'action': 'presence'| 'time': '1700000000'| 'user': {'account_name': 'NAME'}",
            "'action': 'presence'| 'time': 1.5| 'user': 'NAME'",
            "'action': 'presence'| 'time': 1| 'user': {'account_name': 'NAME'}");

    private static final List<String> OTHERS = List.of(
            "'action': 'authenticate'| 'time': 1.5| 'user': {'account_name': 'NAME'}",
            "'action': 'authenticate'| 'time': 1.5| 'user': {'account_name': 'carol', 'password': 'c'}",
            "'action': 'message'| 'from': 'NAME'| 'to': 'OTHER'| 'time': 1.5| 'mess_text': 'x'",
            "'action': 'message'| 'from': 'NAME'| 'to': 'OTHER'| 'time': 1.5| 'message_text': 'x'",
            "'event': 'message'| 'from': 'NAME'| 'to': 'OTHER'| 'time': 1.5| 'message_text': 'x'",
            "'action': 'msg'| 'from': 'NAME'| 'to': 'OTHER'| 'time': 1.5| 'message': 'x'",
            "'action': 'msg'| 'from': 'Guest'| 'to': '#all'| 'time': 1.5| 'message': 'x'",
            "'action': 'msg'| 'from': 'NAME'| 'to': '#'| 'time': 1.5| 'message': 'x'",
            "'action': 'msg'| 'from': 'NAME'| 'to': 'OTHER'| 'time': 1.5| 'msg_text': 'x'",
            "'action': 'message'| 'account_name': 'Guest'| 'time': 1.5| 'mess_text': 'x'",
            "'action': 'get_contacts'| 'time': 1.5| 'user': 'NAME'",
            "'action': 'get_users'| 'time': 1.5| 'account_name': 'NAME'",
            "'action': 'add'| 'time': 1.5| 'user': 'NAME'| 'account_name': 'OTHER'",
            "'action': 'remove'| 'time': 1.5| 'user': 'NAME'| 'account_name': 'OTHER'",
            "'action': 'add_contact'| 'time': '1'| 'user_id': 'OTHER'",
            "'action': 'del_contact'| 'time': '1'| 'user_id': 'OTHER'",
            "'action': 'pubkey_need'| 'time': 1.5| 'account_name': 'OTHER'",
            "'action': 'who'| 'time': 1.5",
            "'action': 'join'| 'time': 1.5| 'room': '#all'",
            "'action': 'leave'| 'time': 1.5| 'room': '#all'");

    private static final List<String> MEMBERS = List.of(
            "from",
            "to",
            "account_name",
            "user",
            "user_id",
            "mess_text",
            "message_text",
            "msg_text",
            "message",
            "time",
            "type",
            "room",
            "encoding",
            "response",
            "action",
            "event",
            "sender");

    private static final List<String> VALUES = List.of(
            "null",
            "[]",
            "{}",
            "['anna']",
            "{'account_name': 7}",
            "{'pubkey': 'k'}",
            "0",
            "1e300",
            "-1e400",
            "1700000000",
            "99999999999999999999",
            "'#'",
            "'#all'",
            "'#tea'",
            "''",
            "'a b'",
            "'Guest'",
            "'guest-2'",
            "'NAME'",
            "'OTHER'",
            "'message'",
            "'msg'",
            "'presence'",
            "'\\u0447\\ud83d\\ude00'",
            "'" + "y".repeat(500) + "'");

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    @Test
    void no_object_makes_the_server_fail() {
        ServerConfig.Timeouts unpaced =
                new ServerConfig.Timeouts(Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1));
        try (TestServer server = TestServer.start(TestServer.EVERYBODY, unpaced).withAccount("carol", "c")) {
            for (int round = 0; round < ROUNDS; round++) {
                play(server);
            }
        }
    }

    private void play(TestServer server) {
        try (RawClient anna = RawClient.bare(server.port());
                RawClient boris = RawClient.bare(server.port())) {
            anna.send(object(PRESENCES, "anna", "boris", 10)).receive();
            boris.send(object(PRESENCES, "boris", "anna", 10)).receive();
            StringBuilder annas = new StringBuilder();
            StringBuilder boriss = new StringBuilder();
            for (int i = 0; i < OBJECTS; i++) {
                List<String> any = random.nextInt(10) == 0 ? PRESENCES : OTHERS;
                annas.append(object(any, "anna", "boris", 2));
                boriss.append(object(any, "boris", "anna", 2));
            }
            anna.send(annas.toString()).halfClose();
            boris.send(boriss.toString()).halfClose();
            check(anna);
            check(boris);
        }
    }

    private void check(RawClient program) {
        for (String object : program.receiveAll()) {
            assertThat(object).as("seed %s", seed).doesNotContain("\"response\":500");
        }
    }

    /** One of them, which every {@code goodTimes}th time is as it should be. */
    private String object(List<String> templates, String name, String other, int goodTimes) {
        List<String> members = new ArrayList<>(List.of(any(templates).split("\\| ", -1)));
        if (random.nextInt(goodTimes) == 0) {
            int changed = random.nextInt(members.size());
            switch (random.nextInt(4)) {
                case 0 -> members.remove(changed);
                case 1 -> members.set(changed, members.get(changed).split(": ", 2)[0] + ": " + any(VALUES));
                case 2 -> members.add("'" + any(MEMBERS) + "': " + any(VALUES));
                default -> Collections.shuffle(members, random);
            }
        }
        String object = "{" + String.join(", ", members) + "}";
        return json(object.replace("NAME", name).replace("OTHER", other));
    }

    private String any(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
