package chat.jim.client.link;

import chat.jim.net.Connection;
import chat.jim.text.Texts;
import chat.jim.tls.TlsClient;
import chat.jim.tls.TlsException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server is, and how to talk to it.
 *
 * @param host its name or IP address
 * @param port its port
 * @param tls the TLS settings; null is plain TCP
 */
public record ServerAddress(String host, int port, @Nullable TlsClient tls) {
    private static final Texts TEXTS = Texts.of(ServerAddress.class);
    private static final Logger LOG = LoggerFactory.getLogger(ServerAddress.class);
    private static final int CONNECT_MILLIS = 10_000;

    /**
     * Connects to it.
     *
     * @throws UntrustedServerException it does not speak TLS, or has a certificate that is not trusted
     * @throws UnknownHostException there is no such host
     * @throws IOException no server answers there; the message says why, in words for people
     */
    public Connection connect() throws IOException {
        try {
            return Connection.connect(host, port, tls, CONNECT_MILLIS);
        } catch (TlsException e) {
            LOG.warn("TLS failed: {}", e.getMessage());
            throw new UntrustedServerException(explanation(e));
        } catch (ConnectException e) {
            throw new IOException(TEXTS.say("connect.refused"), e);
        } catch (SocketTimeoutException e) {
            throw new IOException(TEXTS.say("connect.timeout"), e);
        } catch (NoRouteToHostException e) {
            throw new IOException(TEXTS.say("connect.unreachable"), e);
        } catch (SocketException e) {
            throw new IOException(TEXTS.say("connect.failed"), e);
        }
    }

    private String explanation(TlsException e) {
        return switch (e.problem()) {
            case WRONG_NAME -> TEXTS.say("tls.name", host);
            case EXPIRED -> TEXTS.say("tls.expired", this);
            case NO_TLS -> TEXTS.say("tls.none", this);
            default -> TEXTS.say("tls.unknown", this);
        };
    }

    /** The address and port as shown to people. */
    @Override
    public String toString() {
        return TEXTS.say("place", host, Integer.toString(port));
    }
}
