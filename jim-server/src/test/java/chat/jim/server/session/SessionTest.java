package chat.jim.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.dialect.Dialects;
import chat.jim.net.Connection;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session that somebody has just found, and that ends before it is handed the message, says that it did not get it. */
class SessionTest {
    private static final ServerContext SERVICES = new ServerContext(
            null, null, null, null, null, null, null, Dialects.all(), null, null, null, null, false);

    private final List<AutoCloseable> open = new ArrayList<>();
    private Connection bobs;
    private Session alice;
    private Session bob;
    private Frame message;

    @BeforeEach
    void connect() throws IOException, FrameException {
        bobs = connection();
        bob = new Session(bobs, SERVICES);
        alice = new Session(connection(), SERVICES);
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
        assertThat(bob.peer().deliver(OutgoingMsg.standard(message, null), alice.peer()))
                .isTrue();
    }

    @Test
    void when_it_writes_no_more_than_what_waits_it_does_not_get_the_message() {
        bobs.finish(null);

        assertThat(bob.peer().deliver(OutgoingMsg.standard(message, null), alice.peer()))
                .isFalse();
    }

    @Test
    void when_it_was_told_to_go_it_does_not_get_the_message() {
        bobs.dismiss(message);

        assertThat(bob.peer().deliver(OutgoingMsg.standard(message, null), alice.peer()))
                .isFalse();
    }

    @Test
    void when_its_connection_is_broken_it_does_not_get_the_message() {
        bobs.close();

        assertThat(bob.peer().deliver(OutgoingMsg.standard(message, null), alice.peer()))
                .isFalse();
    }

    /** One whose peer reads nothing. */
    private Connection connection() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            open.add(new Socket(listening.getInetAddress(), listening.getLocalPort()));
            Connection connection = new Connection(listening.accept(), null, Duration.ZERO, 1024 * 1024);
            open.add(connection);
            return connection;
        }
    }
}
