package chat.jim.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.testing.RawClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 12: what programs of other dialects are sent of what was said before. */
class LastOfCommonRoomTest {
    private static final List<HistoryPolicy.Room> ALL = List.of(new HistoryPolicy.Room("#all", false, 0));
    private static final String COURSE =
            "{\"action\": \"presence\", \"time\": 1.5, \"user\": {\"account_name\": \"%s\"}}";

    @Test
    void they_get_ten_messages_after_the_answer_if_the_operator_wishes_it() {
        try (TestServer server = TestServer.startKeeping(policy(true));
                RawClient alice = server.online("alice");
                RawClient ann = RawClient.bare(server.port())) {
            speak(alice);
            ann.send(COURSE.formatted("ann")).expectLine("{'response':200}");
            for (int i = 2; i < 12; i++) {
                assertThat(ann.receive()).contains("\"number " + i + "\"");
            }
            alice.expect(100, "ann joined");
            alice.msg("#all", "now").expect(200);
            assertThat(ann.receive()).contains("\"now\"");
        }
    }

    @Test
    void they_get_nothing_else() {
        try (TestServer server = TestServer.startKeeping(policy(false));
                RawClient alice = server.online("alice");
                RawClient ann = RawClient.bare(server.port())) {
            speak(alice);
            ann.send(COURSE.formatted("ann")).expectLine("{'response':200}");
            alice.expect(100, "ann joined");
            alice.msg("#all", "now").expect(200);
            assertThat(ann.receive()).contains("\"now\"");
        }
    }

    private static void speak(RawClient peer) {
        peer.join("#all");
        for (int i = 0; i < 12; i++) {
            peer.msg("#all", "number " + i).expect(200);
        }
    }

    private static HistoryPolicy policy(boolean forDialects) {
        return new HistoryPolicy(HistoryPolicy.OFF, ALL, false, forDialects, Long.MAX_VALUE);
    }
}
