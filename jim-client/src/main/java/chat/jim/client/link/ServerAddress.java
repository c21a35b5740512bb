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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server is, and how to talk to it.
 *
 * @param host its name or IP address
 * @param port its port
 * @param tls the TLS settings; null is plain TCP
 * @param certified the name or IP address for which its certificate has to be
 */
public record ServerAddress(String host, int port, @Nullable TlsClient tls, String certified) {
    private static final Texts TEXTS = Texts.of(ServerAddress.class);
    private static final Logger LOG = LoggerFactory.getLogger(ServerAddress.class);

    /** This machine, as people write it. */
    private static final Pattern HERE = Pattern.compile("(?i)localhost|127\\.[0-9.]+|::1");

    /** One whose certificate is for its host. */
    public ServerAddress(String host, int port, @Nullable TlsClient tls) {
        this(host, port, tls, host);
    }

    /** Whether it is on another machine, and others can read what goes there. Asks no DNS. */
    boolean mayBeExposed() {
        return tls == null && !HERE.matcher(host).matches();
    }

    /**
     * Connects to it.
     *
     * @param millis how long connecting to one of its IP addresses may take
     * @throws UntrustedServerException it does not speak TLS, or has a certificate that is not trusted
     * @throws UnknownHostException there is no such host
     * @throws IOException no server answers there; the message says why, in words for people
     */
    Connection connect(int millis) throws IOException {
        try {
            return Connection.connect(host, port, tls, certified, millis);
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
            case WRONG_NAME -> TEXTS.say("tls.name", certified);
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
