package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, section 1: "Most JIM programs in the wild take what one `recv(1024)` returns for one object. So a
 * bare peer gets one object per write, and never two within the pace"; "The pace delays objects and never loses them".
 */
class BarePeerTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start(
            TestServer.EVERYBODY,
            new ServerConfig.Timeouts(Duration.ofMillis(200), Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)));

    @Test
    void each_read_gives_one_object_whatever_comes_together() {
        try (RawClient bare = RawClient.bare(SERVER.port());
                RawClient bob = SERVER.online("bob")) {
            bare.send("{'action':'presence','time':1,'user':{'account_name':'b1'}}");
            assertThat(bare.receive()).startsWith("{\"response\":200,");
            bob.msg("b1", "one").msg("b1", "two").expect(200);
            bare.send("{'action':'who','time':1}{'action':'dance','time':1}");

            int messages = 0;
            for (int i = 0; i < 5; i++) {
                messages += bare.receive().contains("\"message\"") ? 1 : 0;
            }
            assertThat(messages).isEqualTo(2);
            assertThat(bare.wrongReads()).isZero();
        }
    }

    @Test
    void letters_that_are_not_ascii_come_escaped_to_a_bare_peer_and_plain_to_a_line_peer() {
        try (RawClient bare = RawClient.bare(SERVER.port());
                RawClient bob = SERVER.online("bob2")) {
            bare.send("{'action':'presence','time':1,'user':{'account_name':'b2'}}");
            bare.receive();
            bob.msg("b2", "\u0447\u0430\u0439").expect(200);
            bob.msg("bob2", "\u0447\u0430\u0439");

            assertThat(bare.receive()).contains("\"message\":\"\\u0447\\u0430\\u0439\"");
            assertThat(bob.receive() + bob.receive()).contains("\"message\":\"\u0447\u0430\u0439\"");
        }
    }

    @Test
    void the_answers_that_wait_are_not_lost_by_quitting() {
        try (RawClient bare = RawClient.bare(SERVER.port())) {
            bare.send("{'action':'dance'}{'action':'dance'}{'action':'dance'}{'action':'quit'}");

            for (int i = 0; i < 3; i++) {
                assertThat(bare.receive()).startsWith("{\"response\":400,");
            }
            assertThat(bare.receive()).contains("Good-bye");
            bare.expectEnd();
        }
    }
}
