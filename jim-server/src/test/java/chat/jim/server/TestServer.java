package chat.jim.server;

import chat.jim.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;

/** A server in this process, at a free port of the loopback address, with a clock that stands still. */
public final class TestServer implements AutoCloseable {
    /** The time that it puts into its answers, in UNIX seconds. */
    public static final long NOW = 1763700000;

    private final Server server;

    private TestServer(Server server) {
        this.server = server;
    }

    /** Starts one. */
    public static TestServer start() {
        ServerConfig config = new ServerConfig(InetAddress.getLoopbackAddress(), 0, false);
        try {
            return new TestServer(Server.start(config, InstantSource.fixed(Instant.ofEpochSecond(NOW))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Connects a peer. */
    public RawClient connect() {
        return RawClient.connect(port());
    }

    /** Connects a peer, who comes online as a guest. */
    public RawClient online(String name) {
        return RawClient.online(port(), name);
    }

    @Override
    public void close() {
        server.close();
    }
}
