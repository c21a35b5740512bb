package chat.jim.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionTest {
    /** More than the buffers of two sockets take. */
    private static final int MUCH = 32 << 20;

    private Socket peer;
    private Connection connection;

    @BeforeEach
    void connect() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer = new Socket(listening.getInetAddress(), listening.getLocalPort());
            connection = new Connection(
                    new Transport(listening.accept(), null, null), Duration.ZERO, 2 * MUCH, BufferPool.unlimited());
        }
        peer.getOutputStream().write("{}\n".getBytes(UTF_8));
        assertThat(connection.await()).isTrue();
        assertThat(connection.next()).isNotNull();
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
    }

    @Test
    void who_hangs_up_before_all_was_written_has_not_hung_up_in_good_order() throws Exception {
        Frame frame = Frame.of(("{\"text\":\"" + "x".repeat(600) + "\"}").getBytes(UTF_8));
        for (int bytes = 0; bytes < MUCH; bytes += frame.length()) {
            connection.push(frame);
        }
        peer.shutdownOutput();

        assertThat(connection.shutdown(false)).isFalse();
    }

    @Test
    void who_reads_to_the_end_and_hangs_up_then_has_hung_up_in_good_order() throws Exception {
        connection.post(Frame.of("{}".getBytes(UTF_8)));
        CompletableFuture<Boolean> inOrder = CompletableFuture.supplyAsync(() -> connection.shutdown(true));
        assertThat(peer.getInputStream().readAllBytes()).hasSize(3);
        peer.close();

        assertThat(inOrder.join()).isTrue();
    }

    @Test
    void a_wary_shutdown_does_not_count_a_peer_that_hung_up_before_the_last_frame() throws Exception {
        connection.post(Frame.of("{}".getBytes(UTF_8)));
        peer.shutdownOutput();
        assertThat(connection.await()).isFalse();

        assertThat(connection.shutdown(true)).isFalse();
    }

    @Test
    void who_is_dismissed_reads_the_end_when_the_owner_has_cleaned_up_and_not_before() throws Exception {
        connection.dismiss(Frame.of("{}".getBytes(UTF_8)));
        InputStream in = peer.getInputStream();
        assertThat(in.readNBytes(3)).hasSize(3);
        peer.setSoTimeout(200);
        assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
        peer.setSoTimeout(0);

        assertThat(connection.await()).isFalse();
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> connection.shutdown(false));
        assertThat(in.read()).isEqualTo(-1);
        ended.join();
    }

    /** Others keep the lock of what waits busy, so that the owner may be the first who gets it. */
    @RepeatedTest(200)
    void who_is_dismissed_is_told_why_even_if_the_owner_sees_it_at_once() throws Exception {
        for (int i = 0; i < 4; i++) {
            CompletableFuture<?> unused = CompletableFuture.runAsync(() -> {
                while (connection.isOpen()) {
                    connection.counts();
                }
            });
        }
        CompletableFuture<Boolean> ended = CompletableFuture.supplyAsync(() -> {
            while (connection.isOpen()) {
                Thread.onSpinWait();
            }
            return connection.shutdown(false);
        });
        connection.dismiss(Frame.of("{}".getBytes(UTF_8)));

        assertThat(peer.getInputStream().readAllBytes()).hasSize(3);
        peer.close();
        ended.join();
    }
}
