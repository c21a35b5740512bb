package chat.jim.server.accept;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on one thread of its own, and hands them on at once. */
public final class Listener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** When all come back at once after a restart: who finds no room in it loses a second. */
    private static final int BACKLOG = 4096;

    private static final int PAUSE_MILLIS = 100;
    private static final int CLOSE_MILLIS = 250;

    private final ServerSocket socket;
    private final Consumer<Socket> accepted;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::acceptAll, "listener");

    /**
     * Binds the socket; connections are accepted from {@link #start} on.
     *
     * @throws IOException the address is taken, or is not this machine's
     */
    public Listener(InetSocketAddress endpoint, Consumer<Socket> accepted) throws IOException {
        this.accepted = accepted;
        socket = new ServerSocket();
        try {
            socket.bind(endpoint, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** The port that it listens at. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Accepts connections from now on. */
    public void start() {
        thread.start();
    }

    /** Waits until it is closed. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                accepted.accept(socket.accept());
            } catch (IOException | RuntimeException e) {
                pause(e);
            }
        }
    }

    /** Out of file descriptors, for instance: trying again at once would only burn the processor. */
    private void pause(Exception e) {
        if (socket.isClosed()) {
            return;
        }
        LOG.warn("Cannot accept a connection: {}", e.getMessage());
        try {
            if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Closed while waiting");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Accepts no more; when it returns, the port is free. May be called from any thread but its own, and again. */
    @Override
    public void close() {
        closed.countDown();
        try {
            socket.close();
            thread.join(CLOSE_MILLIS);
        } catch (IOException e) {
            LOG.warn("Cannot close the listening socket: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
