package chat.jim.thread;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection answers each byte with the kind of the thread that serves it. */
@Timeout(60)
class ThreadChoiceTest {
    private static final int VIRTUAL = 'v';
    private static final int PLATFORM = 'p';
    private static final int NEVER = 0;
    private static final Duration LONGER_THAN_SILENCE = Duration.ofMillis(250);

    private final Crowd crowd = new Crowd();

    @BeforeEach
    void needVirtualThreads() {
        assumeTrue(Threads.areVirtual());
    }

    @Test
    void a_connection_that_sends_while_it_is_calm_moves_to_a_platform_thread() throws IOException {
        try (Served served = new Served(NEVER)) {
            assertThat(served.ask()).isEqualTo(VIRTUAL);
            askUntil(PLATFORM, served);
        }
    }

    @Test
    void it_moves_back_when_a_crowd_comes() throws IOException {
        try (Served served = new Served(NEVER)) {
            askUntil(PLATFORM, served);
            for (int i = 0; i < Crowd.ROUNDS; i++) {
                crowd.count(true);
            }

            askUntil(VIRTUAL, served);
        }
    }

    @Test
    void it_moves_back_when_it_is_silent() throws IOException {
        int silence = (int) LONGER_THAN_SILENCE.toMillis() / 10;
        try (Served served = new Served(silence)) {
            askUntil(PLATFORM, served);

            await().pollInterval(LONGER_THAN_SILENCE).until(() -> served.ask() == VIRTUAL);
        }
    }

    @Test
    void it_reads_the_end_on_a_platform_thread_too() throws Exception {
        try (Served served = new Served(NEVER)) {
            askUntil(PLATFORM, served);
            served.peer.shutdownOutput();

            assertThat(served.peer.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void askUntil(int kind, Served served) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> served.ask() == kind);
    }

    private final class Served implements Closeable {
        private final Socket peer;
        private final Socket socket;
        private final ThreadChoice choice;

        private Served(int silenceMillis) throws IOException {
            try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                peer = new Socket(listening.getInetAddress(), listening.getLocalPort());
                socket = listening.accept();
            }
            choice = new ThreadChoice(socket, this::answer, crowd, silenceMillis);
            Threads.start(this::serve);
        }

        private void serve() {
            try {
                do {
                    choice.endRound();
                    if (choice.change(this::serve)) {
                        return;
                    }
                } while (choice.await());
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private boolean answer() throws IOException {
            int read = socket.getInputStream().read();
            if (read >= 0) {
                socket.getOutputStream().write(CalmThread.isCurrent() ? PLATFORM : VIRTUAL);
            }
            return read >= 0;
        }

        private int ask() throws IOException {
            peer.getOutputStream().write(0);
            return peer.getInputStream().read();
        }

        @Override
        public void close() throws IOException {
            peer.close();
            socket.close();
        }
    }
}
