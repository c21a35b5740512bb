package chat.jim.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.server.MemoryAccounts;
import chat.jim.server.StoreWithoutMail;
import chat.jim.server.TestServer;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.peer.Peer;
import chat.jim.testing.RawClient;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import chat.jim.wire.MemoryBudget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: how a peer is treated that knows no notices and no probes, and whether it is one. */
class DialectPeerTest {
    private static final String EVENT = "{'event': 'presence', 'time': 1, 'user': {'account_name': 'peer'}}";
    private static final String OTHER_FORM = "{'action':'message','time':1,'to':'bob','mess_text':'hi'}";
    private static final String SPECIFICATION = "{'action':'msg','time':1,'to':'bob','message':'hi'}";

    private Socket accepted;
    private RawClient other;
    private Connection connection;
    private Session session;

    @BeforeEach
    void connect() throws IOException {
        ServerConfig config = new ServerConfig(
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
        ServerContext context = ServerContext.create(
                new StoreWithoutMail(new MemoryAccounts()),
                null,
                new LiveConfig(config),
                InstantSource.system(),
                MemoryBudget.unlimited(),
                null);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            other = RawClient.connect(listening.getLocalPort());
            accepted = listening.accept();
        }
        connection = new Connection(new Transport(accepted, null, null), Duration.ZERO, 1024, BufferPool.unlimited());
        PeerDialect dialect = new PeerDialect(config.dialects(), name -> false);
        Peer peer = Peer.connected(connection, dialect, config.timeouts().probeInterval());
        session = new Session(peer, context, context.requests());
    }

    @AfterEach
    void close() {
        connection.close();
        other.close();
    }

    @Test
    void tcp_finds_out_whether_it_is_gone() throws Exception {
        hear(SPECIFICATION);
        assertThat(accepted.getKeepAlive()).isFalse();

        hear(EVENT);

        assertThat(accepted.getKeepAlive()).isTrue();
    }

    @Test
    void it_is_a_bare_peer_even_if_it_ends_its_objects_with_line_feeds() throws Exception {
        hear(OTHER_FORM);
        other.send(EVENT);
        assertThat(connection.await()).isTrue();
        assertThat(connection.next()).isNotNull();
        assertThat(connection.isBare()).isTrue();

        hear(SPECIFICATION);
        other.send(EVENT);
        assertThat(connection.await()).isTrue();
        assertThat(connection.next()).isNotNull();
        assertThat(connection.isBare()).isFalse();
    }

    private void hear(String singleQuoted) throws FrameException {
        session.peer().dialect().decode(Frame.of(RawClient.json(singleQuoted).getBytes(UTF_8)), false);
        session.dialectShown();
    }
}
