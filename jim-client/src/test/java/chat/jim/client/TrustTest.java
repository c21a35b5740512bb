package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.client.link.ServerAddress;
import chat.jim.client.link.UntrustedServerException;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.TestServer;
import chat.jim.testing.Certificates;
import chat.jim.tls.TlsClient;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which servers the client speaks TLS with, and which not. */
class TrustTest {
    private static final ClientListener DEAF = new ClientListener() {
        @Override
        public void onMessage(Action.Msg msg) {}

        @Override
        public void onNotice(Response notice) {}

        @Override
        public void onGarbage(String reason) {}

        @Override
        public void onLost(String reason) {}
    };

    @TempDir
    private Path folder;

    private Certificates certificates;

    @BeforeEach
    void put() {
        certificates = new Certificates(folder);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa.key, ca.crt, localhost",
        "rsa.crt, rsa.key, ca.crt, 127.0.0.1",
        "ec.crt, ec.key, ca.crt, localhost",
        "ec.crt, ec.key, ec.crt, localhost"
    })
    void a_server_is_trusted_by_its_authority_or_its_own_certificate(
            String certificate, String key, String trusted, String host) throws IOException {
        try (TestServer server = TestServer.startTls(certificates.serve(certificate, key), 0);
                JimClient client = connect(host, server, TlsClient.trusting(certificates.file(trusted)))) {
            assertThat(client.login(Address.account("alice"), null).code()).isEqualTo(Code.OK);
            assertThat(client.isExposed()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, ec.crt, ask its operator for the certificate to name by --tls-ca",
        "other.crt, ca.crt, is for other names",
        "expired.crt, ca.crt, has expired",
        "expired.crt, expired.crt, has expired"
    })
    void a_server_that_may_be_another_is_refused_with_the_reason(String certificate, String trusted, String reason) {
        try (TestServer server = TestServer.startTls(certificates.serve(certificate, "rsa.key"), 0)) {
            assertThatThrownBy(() -> connect("localhost", server, TlsClient.trusting(certificates.file(trusted))))
                    .isInstanceOf(UntrustedServerException.class)
                    .hasMessageContaining("localhost")
                    .hasMessageContaining(reason);
        }
    }

    @Test
    void the_authorities_of_java_do_not_know_the_one_of_the_tests() {
        try (TestServer server = TestServer.startTls(certificates.serve("rsa.crt", "rsa.key"), 0)) {
            assertThatThrownBy(() -> connect("localhost", server, TlsClient.trustingSystem()))
                    .isInstanceOf(UntrustedServerException.class)
                    .hasMessageContaining("--tls-ca");
        }
    }

    @Test
    void a_server_that_speaks_no_tls_is_reported_as_such() {
        try (TestServer server = TestServer.start()) {
            assertThatThrownBy(() -> connect("localhost", server, TlsClient.trusting(certificates.file("ca.crt"))))
                    .isInstanceOf(UntrustedServerException.class)
                    .hasMessageContaining("does not speak TLS");
        }
    }

    @Test
    void a_server_that_speaks_tls_is_reported_to_a_client_that_does_not() throws IOException {
        try (TestServer server = TestServer.startTls(certificates.serve("rsa.crt", "rsa.key"), 0);
                JimClient client = connect("localhost", server, null)) {
            assertThatThrownBy(() -> client.login(Address.account("alice"), null))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it speaks TLS: add --tls");
        }
    }

    @Test
    void who_hangs_up_during_the_handshake_may_do_better_the_next_time() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> {
                try {
                    listening.accept().close();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            server.start();
            TlsClient tls = TlsClient.trusting(certificates.file("ca.crt"));

            assertThatThrownBy(() -> connect("localhost", listening.getLocalPort(), tls))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(UntrustedServerException.class);
            server.join();
        }
    }

    @Test
    void what_goes_in_clear_to_another_machine_is_exposed() throws IOException {
        InetAddress outside = addressForOthers().orElse(null);
        Assumptions.assumeTrue(outside != null, "this machine has no address but its own");
        try (ServerSocket listening = new ServerSocket(0, 1, outside);
                JimClient client = connect(outside.getHostAddress(), listening.getLocalPort(), null)) {
            assertThat(client.isExposed()).isTrue();
            listening.accept().close();
        }
        try (TestServer server = TestServer.start();
                JimClient client = connect("localhost", server, null)) {
            assertThat(client.isExposed()).isFalse();
        }
    }

    private static Optional<InetAddress> addressForOthers() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }

    private static JimClient connect(String host, TestServer server, TlsClient tls) throws IOException {
        return connect(host, server.port(), tls);
    }

    private static JimClient connect(String host, int port, TlsClient tls) throws IOException {
        JimClient client = new JimClient(new ServerAddress(host, port, tls), InstantSource.system());
        client.connect(DEAF);
        return client;
    }
}
