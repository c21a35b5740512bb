package chat.jim.server.accept;

import java.net.InetSocketAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A socket that may become a connection.
 *
 * @param socket the TCP socket
 * @param secured the TLS socket over it, after the handshake; null for plain TCP
 * @param from where the peer is, also behind a proxy; a peer on this machine is at loopback, whatever address it has used
 * @param leave gives its place back, once
 */
public record Arrival(Socket socket, @Nullable SSLSocket secured, InetSocketAddress from, Runnable leave) {}
