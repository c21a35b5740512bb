package chat.jim.launcher.bench.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.launcher.bench.ServerAddress;
import chat.jim.process.DaemonThreads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BystanderTest {
    private static final int MESSAGES = 1000 / Bystander.EVERY_MILLIS;

    @Test
    void each_message_that_was_due_is_timed() throws IOException {
        try (Echo echo = new Echo();
                Bystander bystander = Bystander.comeOnline(echo.address(), "a")) {
            Bystander.Times times = bystander.measure(1, 20);

            assertThat(times.unanswered()).isZero();
            assertThat(times.latencies().count()).isEqualTo(MESSAGES);
        }
    }

    @Test
    void while_nothing_comes_back_the_time_of_each_message_goes_on() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DaemonThreads.start("silent server", () -> answerOnce(listening));
            try (Bystander bystander =
                    Bystander.comeOnline(new ServerAddress("127.0.0.1", listening.getLocalPort()), "a")) {
                Bystander.Times times = bystander.measure(1, 0);

                assertThat(times.unanswered()).isEqualTo(MESSAGES);
                assertThat(times.latencies().count()).isEqualTo(MESSAGES);
                assertThat(times.latencies().max()).isEqualTo(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    private static void answerOnce(ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            socket.getOutputStream().write("{\"response\":200,\"time\":1}\n".getBytes(US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return; // the bystander is gone
        }
    }
}
