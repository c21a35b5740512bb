package chat.jim.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The server's side of TLS with one certificate. May be used from any thread. */
public final class TlsServer {
    private static final char[] NO_SECRET = "in memory only".toCharArray();

    /** How many sessions can be resumed, not counting those for which the client keeps a ticket. */
    private static final int SESSIONS = 1000;

    private final X509Certificate certificate;
    private final SSLContext context;

    TlsServer(ServerCertificate proven) {
        certificate = proven.chain().get(0);
        try {
            KeyStore keys = Tls.emptyKeyStore();
            X509Certificate[] chain = proven.chain().toArray(X509Certificate[]::new);
            keys.setKeyEntry("server", proven.key(), NO_SECRET, chain);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, NO_SECRET);
            context = Tls.context(managers.getKeyManagers(), null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    /** Whether the certificate is valid at that time; clients refuse one that is not. */
    public boolean isValid(Instant time) {
        return !time.isBefore(certificate.getNotBefore().toInstant()) && !time.isAfter(end());
    }

    /** The time until which the certificate is valid. */
    public Instant end() {
        return certificate.getNotAfter().toInstant();
    }

    /**
     * Shakes hands with the peer on this thread. It waits without a limit; to end that, close the socket.
     *
     * @throws IOException the peer speaks no acceptable TLS, or the connection broke
     */
    public SSLSocket shakeHands(Socket socket) throws IOException {
        SSLSocket secured =
                Tls.ofGoodVersion((SSLSocket) context.getSocketFactory().createSocket(socket, null, true));
        secured.startHandshake();
        return secured;
    }
}
