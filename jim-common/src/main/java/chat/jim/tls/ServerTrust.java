package chat.jim.tls;

import chat.jim.tls.TlsException.Problem;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;

/** Decides as the JDK does whether a client trusts a server's certificate, and says why not. */
final class ServerTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager jdk;

    /** The reason not to trust the server, carried through the handshake. */
    static final class Distrust extends CertificateException {
        private static final long serialVersionUID = 1;
        private final Problem problem;

        private Distrust(Problem problem, CertificateException cause) {
            super(cause.getMessage(), cause);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    ServerTrust(X509ExtendedTrustManager jdk) {
        this.jdk = jdk;
    }

    /**
     * Checks each step separately, since the JDK's exceptions do not distinguish them; always the name, too, whoever has made
     * the socket.
     */
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        if (socket instanceof SSLSocket secured) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        try {
            chain[0].checkValidity();
        } catch (CertificateException e) {
            throw new Distrust(Problem.EXPIRED, e);
        }
        checkServerTrusted(chain, kind);
        try {
            jdk.checkServerTrusted(chain, kind, socket);
        } catch (CertificateException e) {
            throw new Distrust(Problem.WRONG_NAME, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        try {
            jdk.checkServerTrusted(chain, kind);
        } catch (CertificateException e) {
            throw new Distrust(Problem.UNKNOWN, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) throws CertificateException {
        throw noClients();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) throws CertificateException {
        throw noClients();
    }

    private static CertificateException noClients() {
        return new CertificateException("Only a server's certificate on a socket is checked here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return jdk.getAcceptedIssuers();
    }
}
