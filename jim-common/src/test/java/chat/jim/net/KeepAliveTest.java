package chat.jim.net;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.wire.BufferPool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** TCP finds out whether a peer is gone that cannot be asked. */
class KeepAliveTest {
    private Socket peer;
    private Socket accepted;
    private Connection connection;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer = new Socket(listening.getInetAddress(), listening.getLocalPort());
            accepted = listening.accept();
        }
        connection = new Connection(new Transport(accepted, null, null), Duration.ZERO, 1024, BufferPool.unlimited());
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
        peer.close();
    }

    @Test
    void it_is_off_until_it_is_asked_for() throws IOException {
        assertThat(accepted.getKeepAlive()).isFalse();
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "does not let a program say how long")
    void it_begins_after_so_long_a_silence_and_is_over_after_a_minute() throws IOException {
        connection.keepAlive(Duration.ofSeconds(45));

        assertThat(accepted.getKeepAlive()).isTrue();
        assertThat(accepted.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(45);
        int pauses = accepted.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL);
        assertThat(pauses * accepted.getOption(ExtendedSocketOptions.TCP_KEEPCOUNT))
                .isEqualTo(60);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "does not let a program say how long")
    void a_silence_longer_than_the_system_takes_is_the_longest_that_it_takes() throws IOException {
        connection.keepAlive(Duration.ofHours(10));

        assertThat(accepted.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(32767);
        assertThat(accepted.getOption(ExtendedSocketOptions.TCP_KEEPINTERVAL)).isEqualTo(10);
    }

    @Test
    void less_than_a_second_is_a_second_and_none_at_all_is_never() throws IOException {
        connection.keepAlive(Duration.ofMillis(5));
        assertThat(accepted.getKeepAlive()).isTrue();

        connection.keepAlive(Duration.ZERO);
        assertThat(accepted.getKeepAlive()).isFalse();
    }

    @Test
    void after_the_close_it_does_nothing() {
        connection.close();

        connection.keepAlive(Duration.ofSeconds(1));

        assertThat(accepted.isClosed()).isTrue();
    }
}
