package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
    void each_read_gives_one_object_whatever_comes_together() throws Exception {
        try (Socket bare = connect();
                RawClient bob = SERVER.online("bob")) {
            say(bare, "{'action':'presence','time':1,'user':{'account_name':'b1'}}");
            assertThat(hear(bare)).startsWith("{\"response\":200,").endsWith("}\n");
            bob.msg("b1", "one").msg("b1", "two").expect(200);
            say(bare, "{'action':'who','time':1}{'action':'dance','time':1}");

            int messages = 0;
            for (int i = 0; i < 5; i++) {
                String object = hear(bare);
                assertThat(object.lines()).hasSize(1);
                messages += object.contains("\"message\"") ? 1 : 0;
            }
            assertThat(messages).isEqualTo(2);
        }
    }

    @Test
    void letters_that_are_not_ascii_come_escaped_to_a_bare_peer_and_plain_to_a_line_peer() throws Exception {
        try (Socket bare = connect();
                RawClient bob = SERVER.online("bob2")) {
            say(bare, "{'action':'presence','time':1,'user':{'account_name':'b2'}}");
            hear(bare);
            bob.msg("b2", "\u0447\u0430\u0439").expect(200);
            bob.msg("bob2", "\u0447\u0430\u0439");

            assertThat(hear(bare)).contains("\"message\":\"\\u0447\\u0430\\u0439\"");
            assertThat(bob.receive() + bob.receive()).contains("\"message\":\"\u0447\u0430\u0439\"");
        }
    }

    @Test
    void the_answers_that_wait_are_not_lost_by_quitting() throws Exception {
        try (Socket bare = connect()) {
            say(bare, "{'action':'dance'}{'action':'dance'}{'action':'dance'}{'action':'quit'}");

            for (int i = 0; i < 3; i++) {
                assertThat(hear(bare)).startsWith("{\"response\":400,");
            }
            assertThat(hear(bare)).contains("Good-bye");
            assertThat(bare.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void say(Socket socket, String objects) throws IOException {
        socket.getOutputStream().write(RawClient.json(objects).getBytes(UTF_8));
    }

    private static String hear(Socket socket) throws IOException {
        byte[] bytes = new byte[1024];
        int count = socket.getInputStream().read(bytes);
        return count < 0 ? "" : new String(bytes, 0, count, UTF_8);
    }
}
