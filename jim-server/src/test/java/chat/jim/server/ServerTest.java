package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.dialect.Dialects;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class ServerTest {
    @Test
    void going_down_is_told_to_everybody_before_the_end() {
        TestServer server = TestServer.start();
        RawClient alice = server.online("alice").join("#tea");
        RawClient bob = server.online("bob").join("#tea");
        alice.expect(100);

        server.close();

        for (RawClient peer : new RawClient[] {alice, bob}) {
            assertThat(peer.receive())
                    .isEqualTo(json("{'response':101,'time':1763700000,'alert':'The server is going down.'}"));
            peer.expectEnd();
            peer.close();
        }
    }

    @Test
    void a_port_serves_one_server() {
        try (TestServer server = TestServer.start();
                Store store = server.openStore()) {
            ServerConfig same = config(server.port());

            assertThatThrownBy(() -> new Server(same, store, null, InstantSource.system(), null).start())
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void one_whose_store_cannot_be_read_never_listens() {
        TestServer server = TestServer.start();
        int port = server.port();
        Store store = server.openStore();
        server.close();
        store.close();
        ServerConfig same = config(port);

        assertThatThrownBy(() -> new Server(same, store, null, InstantSource.system(), null).start())
                .isInstanceOf(StoreException.class);
        TestServer.startAt(port).close();
    }

    @Test
    void a_failure_before_the_first_request_gives_its_slot_back() {
        ServerConfig.Limits failing =
                new ServerConfig.Limits(1, null, 1024 * 1024, Long.MAX_VALUE, 100, 5, 1000, 10, 3, 0, Long.MAX_VALUE);
        try (TestServer server = TestServer.startWithRoomFor(1, failing)) {
            for (int i = 0; i < 3; i++) {
                try (RawClient peer = server.connect()) {
                    peer.expectEnd();
                }
            }
        }
    }

    @Test
    void a_server_that_was_closed_listens_no_more() {
        TestServer server = TestServer.start();
        server.close();

        assertThatThrownBy(server::connect).hasRootCauseInstanceOf(IOException.class);
    }

    private static ServerConfig config(int port) {
        return new ServerConfig(
                InetAddress.getLoopbackAddress(),
                port,
                TestServer.EVERYBODY,
                TestServer.UNHURRIED,
                TestServer.USUAL,
                TestServer.ORIGINS,
                Dialects.all(),
                false,
                null,
                HistoryPolicy.NONE,
                RoomLimits.USUAL);
    }
}
