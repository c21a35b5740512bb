package chat.jim.server;

import chat.jim.testing.Certificates;
import chat.jim.testing.RawClient;
import chat.jim.testing.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** How a test speaks TLS with a server: by the JDK alone, and trusting the tests' authority. */
public final class TlsPeer {
    private final SSLContext context;

    public TlsPeer(Path folder) {
        try (InputStream in = Files.newInputStream(new Certificates(folder).file("ca.crt"))) {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "tests", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shakes hands by that version of TLS. */
    SSLSocket shakeHands(TestServer server, String version) throws IOException {
        return shakeHands(new Socket(InetAddress.getLoopbackAddress(), server.port()), version);
    }

    SSLSocket shakeHands(Socket socket, String version) throws IOException {
        SSLSocket secured =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        secured.setEnabledProtocols(new String[] {version});
        secured.setSoTimeout((int) Waiting.DEADLINE.toMillis());
        secured.startHandshake();
        return secured;
    }

    RawClient connect(TestServer server, String version) {
        try {
            return RawClient.over(shakeHands(server, version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient online(TestServer server, String version, String name) {
        RawClient peer = connect(server, version);
        peer.presence(name).expect(200);
        return peer;
    }

    /** The certificate that the server shows to who connects now. */
    public X509Certificate certificate(TestServer server) {
        try (SSLSocket socket = shakeHands(server, "TLSv1.3")) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
