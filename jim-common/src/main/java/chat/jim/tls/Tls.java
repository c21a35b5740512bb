package chat.jim.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/** The TLS settings of both sides. */
final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    /**
     * Rejects a second handshake within a connection: it is costly for a server and cheap for a client, and never
     * needed.
     */
    private static final String NO_RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";

    static {
        System.setProperty(NO_RENEGOTIATION, "true"); // read by the JDK at its first handshake
    }

    private Tls() {}

    static SSLContext context(KeyManager @Nullable [] keys, TrustManager @Nullable [] trust)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust, new SecureRandom());
        return context;
    }

    static KeyStore emptyKeyStore() throws GeneralSecurityException {
        try {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            return keys;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** Restricts the socket to versions of TLS that are not known to be broken. */
    static SSLSocket ofGoodVersion(SSLSocket socket) {
        socket.setEnabledProtocols(VERSIONS.clone());
        return socket;
    }
}
