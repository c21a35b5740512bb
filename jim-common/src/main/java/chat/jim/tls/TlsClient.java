package chat.jim.tls;

import chat.jim.tls.TlsException.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The client's side of TLS: decides by name and certificate which servers to trust. May be used from any thread. */
public final class TlsClient {
    private final SSLContext context;

    private TlsClient(@Nullable KeyStore trusted) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        X509ExtendedTrustManager jdk = (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        context = Tls.context(null, new TrustManager[] {new ServerTrust(jdk)});
    }

    /** Trusts the authorities that Java trusts. */
    public static TlsClient trustingSystem() {
        try {
            return new TlsClient(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS", e);
        }
    }

    /**
     * Trusts only the certificates in a PEM file: of authorities, or of servers themselves.
     *
     * @throws TlsException there is no such file, or no certificate in it
     */
    public static TlsClient trusting(Path file) throws TlsException {
        try {
            KeyStore trusted = Tls.emptyKeyStore();
            for (X509Certificate certificate : Pem.certificates(file)) {
                trusted.setCertificateEntry(String.valueOf(trusted.size()), certificate);
            }
            return new TlsClient(trusted);
        } catch (GeneralSecurityException e) {
            throw new TlsException(Problem.NO_CERTIFICATE, file, e);
        }
    }

    /** For a library that makes its connections itself. Its sockets check the name in the certificate, too. */
    public SSLContext context() {
        return context;
    }

    /** Why a server was not trusted in a handshake that has ended so; null if that was not the reason. */
    public static @Nullable Problem distrust(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ServerTrust.Distrust distrust) {
                return distrust.problem();
            }
        }
        return null;
    }

    /**
     * Shakes hands with the server behind the socket.
     *
     * @param host the name or address for which its certificate has to be
     * @throws TlsException the server is not trusted, or speaks no acceptable TLS
     * @throws IOException the connection broke
     */
    public SSLSocket shakeHands(Socket socket, String host) throws IOException {
        SSLSocket secured = Tls.ofGoodVersion(
                (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true));
        try {
            secured.startHandshake();
            return secured;
        } catch (SSLException e) {
            throw explained(e, host + ":" + socket.getPort());
        }
    }

    /** If the connection broke during the handshake, that is not a problem of TLS. */
    private static IOException explained(SSLException e, String server) {
        if (e.getCause() instanceof ServerTrust.Distrust distrust) {
            return new TlsException(distrust.problem(), server, distrust);
        }
        boolean broken = e.getCause() instanceof EOFException || e.getCause() instanceof SocketException;
        return broken ? e : new TlsException(Problem.NO_TLS, server, e);
    }
}
