package chat.jim.server.accept;

import chat.jim.log.OncePerMinute;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies that the operator trusts: each has to say where its connections come from, before anything else. All
 * methods may be called from any thread.
 */
final class TrustedProxies {
    private static final Logger LOG = LoggerFactory.getLogger(TrustedProxies.class);

    private final Supplier<Set<InetAddress>> addresses;
    private final Patience patience;
    private final OncePerMinute warning = new OncePerMinute();

    TrustedProxies(Supplier<Set<InetAddress>> addresses, Patience patience) {
        this.addresses = addresses;
        this.patience = patience;
    }

    /** Whether a trusted proxy is at the other end. */
    boolean areAt(Socket socket) {
        return addresses.get().contains(socket.getInetAddress());
    }

    /**
     * Returns where a connection of a proxy comes from, or {@code proxy} if it is the proxy's own. Closes the socket if
     * that is not said.
     *
     * @throws IOException there is no valid header, not in time, or the proxy has gone
     */
    InetSocketAddress origin(Socket socket, InetSocketAddress proxy) throws IOException {
        try {
            return patience.await(socket, () -> Optional.ofNullable(ProxyHeader.read(socket.getInputStream())))
                    .orElse(proxy);
        } catch (EOFException e) {
            throw e; // a mere check whether anybody listens
        } catch (IOException e) {
            if (warning.isDue()) {
                LOG.warn(
                        "Closing a connection of the trusted proxy {}, which has to begin with the PROXY protocol: {}",
                        socket.getInetAddress().getHostAddress(),
                        e.getMessage());
            }
            throw e;
        }
    }
}
