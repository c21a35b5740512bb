package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.Certificates;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import chat.jim.tls.CertificateFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that speaks TLS: all is as over plain TCP, and no peer holds it up. */
@Timeout(60)
class TlsTest {
    @TempDir
    private static Path folder;

    @AutoClose
    private TestServer server;

    private TlsPeer tls;

    @BeforeEach
    void start() {
        server = TestServer.startTls(new Certificates(folder).serve("rsa.crt", "rsa.key"), 0);
        tls = new TlsPeer(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void people_talk_over_tls(String version) {
        RawClient alice = tls.online(server, version, "alice");
        RawClient bob = tls.online(server, version, "bob");

        alice.msg("bob", "hello").expect(200);
        bob.expectMessage("alice", "hello");
        alice.quit();
        bob.quit();

        await().until(() -> server.connections() == 0);
    }

    @Test
    void an_ec_key_or_a_keystore_will_do_as_well() {
        Certificates files = new Certificates(folder);
        for (CertificateFiles other : new CertificateFiles[] {
            files.serve("ec.crt", "ec.key"), new CertificateFiles.Keystore(files.file("rsa.p12"), "secret")
        }) {
            try (TestServer another = TestServer.startTls(other, 0)) {
                tls.online(another, "TLSv1.3", "alice").quit();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void going_down_is_told_to_everybody_before_the_end(String version) {
        RawClient alice = tls.online(server, version, "alice");

        server.close();

        alice.expect(101, "going down");
        alice.expectEnd();
        alice.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void who_is_sent_away_hears_why(String version) {
        server.withAccount("owner", "secret");
        RawClient owner = tls.connect(server, version).authenticate("owner", "secret");
        owner.expect(200);

        server.block("owner");

        owner.expect(403, "blocked");
        owner.expectEnd();
        await().until(() -> server.connections() == 0);
        owner.close();
    }

    @Test
    void who_says_that_nothing_more_comes_is_answered_all_the_same() throws IOException {
        try (SSLSocket socket = tls.shakeHands(server, "TLSv1.3")) {
            RawClient alice = RawClient.over(socket).presence("alice").msg("alice", "note");
            socket.shutdownOutput();

            alice.expect(200);
            alice.expectMessage("alice", "note");
            alice.expect(200);
            alice.expectEnd();
        }
    }

    @Test
    void a_broken_connection_frees_the_name() {
        tls.online(server, "TLSv1.3", "alice").reset();

        await().untilAsserted(
                        () -> tls.connect(server, "TLSv1.3").presence("alice").expect(200));
    }

    @Test
    void a_peer_that_does_not_read_is_dropped_and_holds_up_no_others() {
        RawClient alice = tls.online(server, "TLSv1.3", "alice");
        RawClient bob = tls.online(server, "TLSv1.3", "bob");
        RawClient deaf = tls.online(server, "TLSv1.2", "deaf");
        String answer;
        do {
            alice.msg("bob", "x").expect(200);
            bob.expectMessage("alice", "x");
            answer = alice.msg("deaf", "x".repeat(500)).receive();
        } while (answer.startsWith("{\"response\":200,"));
        assertThat(answer).startsWith("{\"response\":404,");

        deaf.close();
    }

    @Test
    void one_too_many_is_hung_up_on() throws Exception {
        try (TestServer full = TestServer.start(
                new ServerConfig.Access(true, true, 0), new Certificates(folder).serve("rsa.crt", "rsa.key"), 0)) {
            assertThatThrownBy(() -> tls.shakeHands(full, "TLSv1.3")).isInstanceOf(IOException.class);
            assertThat(full.connections()).isZero();
        }
    }

    @Test
    void e44_plain_bytes_are_hung_up_on() throws IOException {
        assertEnds("{\"action\":\"quit\"}\n".getBytes(UTF_8));
        assertEnds("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
    }

    /** The oldest hello of each, as far as the version: with that the server has enough. */
    @ParameterizedTest
    @ValueSource(strings = {"0300", "0301", "0302"})
    void e44_ssl_3_and_tls_1_0_and_1_1_are_refused(String version) throws IOException {
        String hello = version + "00".repeat(32) + "00" + "0004" + "002f00ff" + "01" + "00";
        String body = "0100" + "%04x".formatted(hello.length() / 2) + hello;
        String answer =
                assertEnds(HexFormat.of().parseHex("16" + version + "%04x".formatted(body.length() / 2) + body));

        assertThat(answer).as("a fatal alert").matches("150[0-9]{3}000202(46|28)");
    }

    @Test
    void e44_a_second_handshake_within_a_connection_is_refused() throws IOException {
        try (SSLSocket socket = tls.shakeHands(server, "TLSv1.2")) {
            RawClient alice = RawClient.over(socket).presence("alice");
            alice.expect(200);

            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        alice.fence("alice");
                    })
                    .isInstanceOf(Exception.class);
            await().until(() -> server.connections() == 0);
        }
    }

    @Test
    void the_end_of_the_server_is_that_of_a_handshake_under_way() throws IOException {
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            peer.setSoTimeout((int) Waiting.DEADLINE.toMillis());
            peer.getOutputStream().write(HexFormat.of().parseHex("1603010200"));
            server.close();

            assertThat(readAll(peer)).isEmpty();
        }
    }

    /** Sends the bytes, and returns all that comes until the end, in hexadecimal digits. */
    private String assertEnds(byte[] bytes) throws IOException {
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            peer.setSoTimeout((int) Waiting.DEADLINE.toMillis());
            peer.getOutputStream().write(bytes);
            return readAll(peer);
        }
    }

    private static String readAll(Socket peer) throws IOException {
        StringBuilder all = new StringBuilder();
        try {
            for (int b = peer.getInputStream().read();
                    b >= 0;
                    b = peer.getInputStream().read()) {
                all.append("%02x".formatted(b));
            }
        } catch (SocketException e) {
            // Hung up on with something unread.
        }
        return all.toString();
    }
}
