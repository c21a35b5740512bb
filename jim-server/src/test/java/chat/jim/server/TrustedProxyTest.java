package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.option.ProxyOptions;
import chat.jim.testing.Certificates;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A server with a proxy on the same machine, which names where its connections come from. */
class TrustedProxyTest {
    private static final byte[] CHECK = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");

    @TempDir
    private Path folder;

    @Test
    void failed_logins_count_for_the_address_that_the_proxy_names() throws Exception {
        try (TestServer server =
                TestServer.startBehindProxy(null).withAccount("alice", "a").withAccount("bob", "b")) {
            try (RawClient guesser = connect(server, "203.0.113.7")) {
                for (int i = 0; i < 3; i++) {
                    guesser.authenticate("alice", "guess").expect(402);
                }
            }

            try (RawClient same = connect(server, "203.0.113.7");
                    RawClient other = connect(server, "203.0.113.8")) {
                same.authenticate("bob", "b").expect(429, "wait");
                other.authenticate("bob", "b").expect(200);
            }
        }
    }

    @Test
    void new_connections_too() throws Exception {
        try (TestServer server = TestServer.startBehindProxy(null)) {
            await().until(() -> isRefused(server, "203.0.113.7"));

            try (RawClient other = connect(server, "203.0.113.8")) {
                other.presence("anna").expect(200);
            }
        }
    }

    @Test
    void registrations_too_and_the_connection_of_who_has_to_wait_goes_on() throws Exception {
        try (TestServer server = TestServer.startBehindProxy(null);
                RawClient last = connect(server, "2001:db8::7");
                RawClient other = connect(server, "203.0.113.8")) {
            for (int i = 1; i <= 3; i++) {
                try (RawClient next = connect(server, "2001:db8::" + i % 2)) {
                    next.register("name-" + i, "secret-1234").expect(201);
                }
            }

            last.register("four", "secret-1234").expect(429, "minutes, then register again");
            last.presence("four").expect(200);
            other.register("five", "secret-1234").expect(201);
        }
    }

    @Test
    void the_proxys_own_connections_come_in() throws Exception {
        try (TestServer server = TestServer.startBehindProxy(null);
                RawClient check = RawClient.over(begin(server, CHECK));
                RawClient unknown = RawClient.over(begin(server, line("PROXY UNKNOWN")))) {
            check.presence("anna").expect(200);
            unknown.presence("bert").expect(200);
        }
    }

    @Test
    void a_connection_of_the_proxy_that_names_nobody_is_closed() throws Exception {
        try (TestServer server = TestServer.startBehindProxy(null);
                Socket silent = begin(server, line("{\"action\":\"rooms\",\"time\":1}"))) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(server.connections()).isZero();
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset"); // closed with input that nobody has read
        }
    }

    @Test
    void from_anybody_else_a_header_is_just_garbage() throws Exception {
        try (TestServer server = TestServer.start();
                RawClient forger = RawClient.over(begin(server, line("PROXY TCP4 203.0.113.7 192.0.2.1 1 2")))) {
            forger.expect(400);
            forger.presence("anna").expect(200);
        }
    }

    @Test
    void with_tls_the_header_comes_before_the_handshake() throws Exception {
        try (TestServer server = TestServer.startBehindProxy(new Certificates(folder).serve("rsa.crt", "rsa.key"));
                RawClient peer = RawClient.over(new TlsPeer(folder)
                        .shakeHands(begin(server, line("PROXY TCP4 203.0.113.7 192.0.2.1 1 2")), "TLSv1.3"))) {
            peer.presence("anna").expect(200);
        }
    }

    @Test
    void proxies_are_named_by_their_addresses() throws Exception {
        ProxyOptions options = new ProxyOptions();
        new CommandLine(options).parseArgs("--trusted-proxy=10.0.0.1,::1", "--trusted-proxy=127.0.0.1");

        assertThat(options.addresses())
                .extracting(InetAddress::getHostAddress)
                .containsExactlyInAnyOrder("10.0.0.1", "0:0:0:0:0:0:0:1", "127.0.0.1");
        for (String unfit : new String[] {"proxy.example", "10.0.0.0/8", "10.0.0", "::1::2", "999.1.1.1", ""}) {
            assertThatThrownBy(() -> new CommandLine(new ProxyOptions()).parseArgs("--trusted-proxy=" + unfit))
                    .isInstanceOf(CommandLine.ParameterException.class);
        }
    }

    /** Connects once more, and hangs up. */
    private static boolean isRefused(TestServer server, String from) throws IOException {
        try (RawClient next = connect(server, from)) {
            return next.halfClose().receiveAll().stream()
                    .anyMatch(line ->
                            line.contains("503") && line.contains("Too many new connections from your address"));
        }
    }

    private static RawClient connect(TestServer server, String from) throws IOException {
        return RawClient.over(begin(
                server, line("PROXY " + (from.contains(":") ? "TCP6 " : "TCP4 ") + from + " " + from + " 56324 7777")));
    }

    private static byte[] line(String text) {
        return (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Socket begin(TestServer server, byte[] header) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) Waiting.DEADLINE.toMillis());
        socket.getOutputStream().write(header);
        return socket;
    }
}
