package chat.jim.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.wire.Frame;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ConnectionTest {
    /** More than the buffers of two sockets take. */
    private static final int MUCH = 32 << 20;

    @Test
    void who_hangs_up_before_all_was_written_has_not_hung_up_in_good_order() throws Exception {
        Frame frame = Frame.of(("{\"text\":\"" + "x".repeat(600) + "\"}").getBytes(UTF_8));
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket peer = new Socket(listening.getInetAddress(), listening.getLocalPort());
                Connection connection = new Connection(listening.accept(), null, Duration.ZERO, 2 * MUCH)) {
            peer.getOutputStream().write("{}\n".getBytes(UTF_8));
            assertThat(connection.await()).isTrue();
            assertThat(connection.next()).isNotNull();
            for (int bytes = 0; bytes < MUCH; bytes += frame.length()) {
                connection.push(frame);
            }
            peer.shutdownOutput();

            assertThat(connection.shutdown()).isFalse();
        }
    }
}
