package chat.jim.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.server.MemoryAccounts;
import chat.jim.server.StoreWithoutMail;
import chat.jim.server.TestServer;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import chat.jim.wire.BufferPool;
import chat.jim.wire.MemoryBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who was silent, by a clock of the test: the times are 20 s for the login, and 60 s before and after a probe. */
class ProberTest {
    private final ServerConfig config = new ServerConfig(
            null,
            0,
            TestServer.EVERYBODY,
            TestServer.UNHURRIED,
            TestServer.USUAL,
            TestServer.ORIGINS,
            Dialects.all(),
            false,
            null,
            HistoryPolicy.NONE,
            RoomLimits.USUAL);
    private final ServerContext context = ServerContext.create(
            new StoreWithoutMail(new MemoryAccounts()),
            null,
            new LiveConfig(config),
            InstantSource.system(),
            MemoryBudget.unlimited(),
            null);
    private final Prober prober = new Prober(config::timeouts, context.replies());
    private final long start = System.nanoTime();

    private RawClient peer;
    private ConnectionHandler handler;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer = RawClient.connect(listening.getLocalPort());
            Connection connection = new Connection(
                    new Transport(listening.accept(), null, null), Duration.ZERO, 65536, BufferPool.unlimited());
            handler = new ConnectionHandler(connection, context, ended -> {});
        }
        new Thread(handler::run, "served").start();
    }

    @AfterEach
    void close() {
        peer.close();
        handler.awaitEnd(5000);
    }

    @Test
    void after_a_pause_of_the_server_a_probe_has_its_full_time_again() {
        peer.presence("alice").expect(200);
        tick(1, false);
        tick(62, false);
        peer.expectProbe();

        tick(1000, true);
        tick(1059, false);
        peer.presence("alice").expect(200);
        tick(1061, false);
        peer.fence("alice");
    }

    @Test
    void who_does_not_answer_after_the_pause_either_is_sent_away() {
        peer.presence("alice").expect(200);
        tick(1, false);
        tick(62, false);
        peer.expectProbe();

        tick(1000, true);
        tick(1061, false);

        peer.expect(101, "silent for too long");
        peer.expectEnd();
    }

    @Test
    void after_a_pause_a_login_has_its_full_time_again() {
        tick(1000, true);
        tick(1019, false);
        peer.presence("alice").expect(200);

        assertThat(handler.isOnlineOrEnding()).isTrue();
    }

    @Test
    void without_a_pause_whoever_does_not_come_online_is_sent_away() {
        tick(30, false);

        peer.expect(101, "did not come online in time");
    }

    private void tick(long seconds, boolean late) {
        prober.tick(List.of(handler), start + TimeUnit.SECONDS.toNanos(seconds), late);
    }
}
