package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.link.ServerAddress;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.TestServer;
import chat.jim.testing.Certificates;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import chat.jim.tls.TlsClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client does until it is back, at a server that the test plays, or that speaks TLS. */
@Timeout(120)
class ReconnectionTest {
    private static final Address ALICE = Address.account("alice");
    private static final String OK = "{'response':200,'time':1}";
    private static final Duration SOON = Duration.ofMillis(1);
    private static final Duration LATE = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final ClientListener listener = new ClientListener() {
        @Override
        public void onMessage(Action.Msg msg) {}

        @Override
        public void onNotice(Response notice) {
            if (notice.code().isError()) {
                events.add("error " + notice.text());
            }
        }

        @Override
        public void onGarbage(String reason) {}

        @Override
        public void onLost(String reason) {
            events.add("lost");
        }
    };
    private final Reconnection.Progress progress = new Reconnection.Progress() {
        @Override
        public void onOnline() {
            events.add("online");
        }

        @Override
        public void onObstacle(String sentence) {
            events.add(sentence);
        }

        @Override
        public void onRefused(Response refusal) {
            events.add("refused " + refusal.code());
        }
    };

    private ServerSocket listening;
    private JimClient client;

    /** The one that has let the client in again. */
    private @Nullable RawClient server;

    private int tlsPort;

    @BeforeEach
    void comeOnlineAndLoseTheServer() throws Exception {
        listening = listenAt(0);
        client = client(listening.getLocalPort(), null);
        client.connect(listener);
        try (RawClient server = RawClient.accept(listening)) {
            CompletableFuture<Response> login = CompletableFuture.supplyAsync(() -> logIn(client));
            server.receive();
            server.send(OK);
            assertThat(login.join().code().isError()).isFalse();
        }
        assertThat(next()).isEqualTo("lost");
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
        client.close();
        listening.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 500, 503})
    void what_may_pass_is_said_once_and_tried_until_it_has_passed(int code) throws Exception {
        Reconnection reconnection = start(SOON);
        for (int i = 0; i < 3; i++) {
            refuse(code, "Not yet.");
        }
        letInNext();

        String said = code == 409 ? "The name alice is still in use there: trying again." : "Not yet. Trying again.";
        assertThat(next()).isEqualTo(said);
        assertThat(next()).isEqualTo("online");
        assertThat(reconnection.isTrying()).isFalse();
    }

    /** The refusal may be received before the login is sent, or later: several attempts have both. */
    @Test
    void a_server_that_refuses_before_it_is_asked_is_said_once_too() throws Exception {
        start(SOON);
        for (int i = 0; i < 9; i++) {
            try (RawClient server = RawClient.accept(listening)) {
                server.send("{'response':503,'time':1,'error':'Not yet.'}");
            }
        }
        letInNext();

        assertThat(next()).isEqualTo("Not yet. Trying again.");
        assertThat(next()).isEqualTo("online");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 402, 403})
    void what_will_not_pass_ends_the_trying(int code) throws Exception {
        Reconnection reconnection = start(SOON);
        refuse(code, "Not you.");

        assertThat(next()).isEqualTo("refused " + code);
        assertThat(reconnection.isTrying()).isFalse();
    }

    @Test
    void a_server_may_ask_for_more_time() {
        assertThat(Reconnection.timeIn(
                        new Response(Code.TOO_MANY, 1, "Too many failed logins: wait 47 seconds, then connect again.")))
                .isEqualTo(Duration.ofSeconds(47));
        assertThat(Reconnection.timeIn(new Response(Code.TOO_MANY, 1, "Later.")))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void whoever_is_in_a_hurry_does_not_wait_for_the_rest_of_the_pause() throws Exception {
        Reconnection reconnection = start(LATE);
        reconnection.tryNow();
        refuse(409, "In use.");
        assertThat(next()).contains("still in use");

        reconnection.tryNow();
        letInNext();

        assertThat(next()).isEqualTo("online");
    }

    @Test
    void a_captive_portal_is_no_server_but_ends_nothing() throws Exception {
        Reconnection reconnection = start(SOON);
        try (RawClient portal = RawClient.accept(listening)) {
            portal.receive();
            portal.send("HTTP/1.1 302 Found\r\nLocation: http://portal/\r\n\r\n<html>{}</html>");
        }
        letInNext();

        assertThat(next()).isEqualTo("online");
        assertThat(reconnection.isTrying()).isFalse();
    }

    @Test
    void a_server_with_a_new_certificate_from_the_same_authority_is_come_back_to() throws Exception {
        Certificates certificates = new Certificates(folder);
        try (JimClient secret = secretClient(certificates)) {
            new Reconnection(secret, InstantSource.system(), progress, SOON).start();
            try (TestServer renewed = startTls(certificates, "ec.crt", "ec.key")) {
                assertThat(next()).isEqualTo("online");
                assertThat(secret.hasEnded()).as("at %s", renewed.port()).isFalse();
            }
        }
    }

    @Test
    void a_portal_with_its_own_certificate_is_tried_until_the_server_answers_again() throws Exception {
        Certificates certificates = new Certificates(folder);
        try (JimClient secret = secretClient(certificates)) {
            new Reconnection(secret, InstantSource.system(), progress, SOON).start();
            TestServer portal = startTls(certificates, "other.crt", "rsa.key");
            assertThat(next()).contains("is for other names").endsWith("Trying again.");
            portal.close();
            awaitServerAgain(certificates);
        }
    }

    @Test
    void a_portal_that_speaks_no_tls_is_tried_until_the_server_answers_again() throws Exception {
        Certificates certificates = new Certificates(folder);
        try (JimClient secret = secretClient(certificates)) {
            try (ServerSocket portal = listenAt(tlsPort)) {
                new Reconnection(secret, InstantSource.system(), progress, SOON).start();
                try (RawClient caught = RawClient.accept(portal)) {
                    caught.send("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
                    assertThat(next()).contains("does not speak TLS").endsWith("Trying again.");
                }
            }
            awaitServerAgain(certificates);
        }
    }

    private void awaitServerAgain(Certificates certificates) throws Exception {
        try (TestServer again = startTls(certificates, "rsa.crt", "rsa.key")) {
            assertThat(next()).as("at %s", again.port()).isEqualTo("online");
        }
    }

    /** A client that was online at a TLS server and has lost it. */
    private JimClient secretClient(Certificates certificates) throws Exception {
        TestServer server = startTls(certificates, "rsa.crt", "rsa.key");
        tlsPort = server.port();
        JimClient secret = client(tlsPort, TlsClient.trusting(certificates.file("ca.crt")));
        secret.connect(listener);
        assertThat(logIn(secret).code().isError()).isFalse();
        server.close();
        assertThat(next()).isEqualTo("lost");
        return secret;
    }

    private TestServer startTls(Certificates certificates, String certificate, String key) throws Exception {
        return TestServer.startTls(certificates.serve(certificate, key), tlsPort);
    }

    private Reconnection start(Duration firstPause) {
        Reconnection reconnection = new Reconnection(client, InstantSource.system(), progress, firstPause);
        reconnection.start();
        return reconnection;
    }

    private void refuse(int code, String error) {
        try (RawClient server = RawClient.accept(listening)) {
            server.receive();
            server.send("{'response':" + code + ",'time':1,'error':'" + error + "'}");
            assertThat(server.receive()).contains("quit");
            server.send(OK);
        }
    }

    private void letInNext() {
        server = RawClient.accept(listening);
        server.receive();
        server.send(OK);
    }

    private @Nullable String next() throws InterruptedException {
        return events.poll(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }

    private static Response logIn(JimClient client) {
        try {
            return client.login(ALICE, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JimClient client(int port, @Nullable TlsClient tls) {
        return new JimClient(new ServerAddress("localhost", port, tls), InstantSource.system());
    }

    private static ServerSocket listenAt(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 10);
        return socket;
    }
}
