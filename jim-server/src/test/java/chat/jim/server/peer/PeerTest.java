package chat.jim.server.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Transport;
import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A peer that somebody has just found, and that ends before it is handed the message, says that it did not get it. */
class PeerTest {
    private final List<AutoCloseable> open = new ArrayList<>();
    private Connection bobs;
    private Peer alice;
    private Peer bob;
    private Frame message;

    @BeforeEach
    void connect() throws IOException, FrameException {
        bobs = connection();
        bob = Peer.connected(bobs, new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
        alice = Peer.connected(connection(), new PeerDialect(Dialects.all(), name -> false), Duration.ZERO);
        message = Frame.of("{\"action\":\"msg\"}".getBytes(UTF_8));
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void before_its_end_it_gets_the_message() {
        assertThat(delivered()).isTrue();
    }

    @Test
    void when_it_writes_no_more_than_what_waits_it_does_not_get_the_message() {
        bobs.finish(null);

        assertThat(delivered()).isFalse();
    }

    @Test
    void when_it_was_told_to_go_it_does_not_get_the_message() {
        bobs.dismiss(message);

        assertThat(delivered()).isFalse();
    }

    @Test
    void when_its_connection_is_broken_it_does_not_get_the_message() {
        bobs.close();

        assertThat(delivered()).isFalse();
    }

    /** Whoever has just found it by its name must ask the mailbox of its account, and not it. */
    @Test
    void its_account_is_known_after_it_has_gone_offline() {
        AccountKey account = AccountKey.create(Address.account("bob"));
        bob.setOnline(account.name(), account, new Holder(account));
        bob.setOffline();

        assertThat(bob.name()).isNull();
        assertThat(bob.account()).isEqualTo(account);
    }

    private boolean delivered() {
        return bob.deliver(OutgoingMsg.standard(message, InstantSource.system()), alice);
    }

    /** One whose peer reads nothing. */
    private Connection connection() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open.add(new Socket(listening.getInetAddress(), listening.getLocalPort()));
            Connection connection = new Connection(
                    new Transport(listening.accept(), null, null), Duration.ZERO, 1024 * 1024, BufferPool.unlimited());
            open.add(connection);
            return connection;
        }
    }

    @Test
    void guests_of_one_network_come_from_one_place_but_for_those_of_this_machine() throws IOException {
        Address one = Address.account("one");
        Address other = Address.account("other");
        InetAddress far = InetAddress.getByName("2001:db8::1");
        InetAddress near = InetAddress.getByName("2001:db8::2");
        InetAddress here = InetAddress.getLoopbackAddress();

        assertThat(Peer.origin(far, one)).isEqualTo(Peer.origin(near, other));
        assertThat(Peer.origin(here, one)).isEqualTo(Peer.origin(here, Address.account("ONE")));
        assertThat(Peer.origin(here, one)).isNotEqualTo(Peer.origin(here, other));
    }
}
