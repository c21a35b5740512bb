package chat.jim.server.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.testing.RawClient;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix: a peer that knows no probes is not asked to confirm what it was sent. */
class AckProbeTest {
    private static final String OTHER_FORM = "{'action':'message','time':1,'to':'bob','mess_text':'hi'}";
    private static final String SPECIFICATION = "{'action':'msg','time':1,'to':'bob','message':'hi'}";

    private final PeerDialect dialect = new PeerDialect(Dialects.all(), name -> false);

    @Test
    void it_is_asked_for_no_confirmation_but_is_when_it_speaks_as_the_specification_has_it_again() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                RawClient other = RawClient.connect(listening.getLocalPort());
                Connection connection = new Connection(
                        new Transport(listening.accept(), null, null), Duration.ZERO, 1024, BufferPool.unlimited())) {
            Peer peer = Peer.connected(connection, dialect, Duration.ZERO);
            AckProbe probe = new AckProbe(peer, new Replies(InstantSource.system()));
            hear(OTHER_FORM);
            probe.ask(1);
            hear(SPECIFICATION);

            assertThat(probe.ask(1)).isTrue();
            other.expectProbe();
            assertThat(probe.ask(1)).isFalse();
        }
    }

    private void hear(String singleQuoted) throws Exception {
        dialect.decode(Frame.of(RawClient.json(singleQuoted).getBytes(UTF_8)), false);
    }
}
