package chat.jim.server.accept;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.testing.Certificates;
import chat.jim.testing.Waiting;
import chat.jim.tls.CertificateFiles;
import chat.jim.tls.TlsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsHandshakesTest {
    @TempDir
    private Path folder;

    @Test
    void an_error_hangs_up_as_well() throws Exception {
        TlsServer tls = new Certificates(folder).serve("rsa.crt", "rsa.key").read();
        try (Socket socket = new Socket() {
            @Override
            public boolean isConnected() {
                return true;
            }

            @Override
            public InetAddress getInetAddress() {
                return InetAddress.getLoopbackAddress();
            }

            @Override
            public InputStream getInputStream() {
                throw new OutOfMemoryError("in a test");
            }
        }) {
            assertThatThrownBy(() -> new TlsHandshakes(new Patience()).shakeHands(socket, tls))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }

    @Test
    void e44_a_handshake_that_stops_half_way_is_hung_up_on_and_leaves_no_thread() throws Exception {
        Patience patience = new Patience();
        TlsHandshakes handshakes = new TlsHandshakes(patience);
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket peer = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
                Socket accepted = listening.accept()) {
            CertificateFiles files = new Certificates(folder).serve("rsa.crt", "rsa.key");
            Thread shaking = new Thread(() -> assertThatThrownBy(() -> handshakes.shakeHands(accepted, files.read())));
            shaking.start();
            peer.getOutputStream().write(HexFormat.of().parseHex("1603010200"));
            peer.setSoTimeout((int) Waiting.DEADLINE.toMillis());

            patience.tick(System.nanoTime() + Duration.ofSeconds(7).toNanos(), false);
            assertThat(accepted.isClosed()).isFalse();
            patience.tick(System.nanoTime() + Duration.ofSeconds(9).toNanos(), true); // after a pause of the server
            assertThat(accepted.isClosed()).isFalse();
            await().until(() -> {
                patience.tick(System.nanoTime() + Duration.ofSeconds(19).toNanos(), false);
                return accepted.isClosed();
            });
            assertThat(peer.getInputStream().read()).isEqualTo(-1);
            shaking.join();
        }
    }

    @Test
    void so_is_a_header_of_a_proxy_that_stops_half_way() throws Exception {
        Patience patience = new Patience();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket peer = new Socket(InetAddress.getLoopbackAddress(), listening.getLocalPort());
                Socket accepted = listening.accept()) {
            InetSocketAddress proxy = new InetSocketAddress(peer.getLocalPort());
            TrustedProxies proxies = new TrustedProxies(() -> Set.of(InetAddress.getLoopbackAddress()), patience);
            Thread reading = new Thread(() -> assertThatThrownBy(() -> proxies.origin(accepted, proxy)));
            reading.start();
            peer.getOutputStream().write("PROXY TCP4 ".getBytes(UTF_8));

            await().until(() -> {
                patience.tick(System.nanoTime() + Duration.ofSeconds(9).toNanos(), false);
                return accepted.isClosed();
            });
            reading.join();
        }
    }
}
