package chat.jim.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.testing.Certificates;
import chat.jim.tls.TlsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
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
            assertThatThrownBy(() -> new TlsHandshakes().shakeHands(socket, tls))
                    .isInstanceOf(OutOfMemoryError.class);
            assertThat(socket.isClosed()).isTrue();
        }
    }
}
