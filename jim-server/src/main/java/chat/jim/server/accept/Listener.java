package chat.jim.server.accept;

import chat.jim.log.OncePerMinute;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections on a thread of its own, and hands them over at once. */
public final class Listener implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** Holds the clients that come back together after a restart. A client that finds no room in it loses a second. */
    private static final int BACKLOG = 4096;

    private static final int PAUSE_MILLIS = 100;
    private static final int CLOSE_MILLIS = 250;

    /** After this time without a connection the thread moves nevertheless, so that somebody can see that it does. */
    private static final int TURN_MILLIS = 1000;

    private final ServerSocket socket;
    private final Consumer<Socket> accepted;
    private final Runnable pulse;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable String failure;
    private final OncePerMinute warning = new OncePerMinute();
    private final Thread thread = new Thread(this::acceptAll, "listener");

    /**
     * Binds the socket. {@link #start} begins to accept connections.
     *
     * @param pulse called on the thread each time that it moves, at least about every second
     * @throws IOException the address is taken, or is not this machine's
     */
    public Listener(InetSocketAddress endpoint, Consumer<Socket> accepted, Runnable pulse) throws IOException {
        this.accepted = accepted;
        this.pulse = pulse;
        socket = new ServerSocket();
        try {
            socket.setSoTimeout(TURN_MILLIS);
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

    /** Why connections cannot be accepted now; null if they can. From any thread. */
    public @Nullable String failure() {
        return failure;
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
            pulse.run();
            try {
                accepted.accept(socket.accept());
                failure = null;
            } catch (SocketTimeoutException e) {
                failure = null;
            } catch (IOException | RuntimeException e) {
                pause(e);
            }
        }
    }

    /** After a failure, such as no free file descriptors: trying again at once would only burn the processor. */
    private void pause(Exception e) {
        if (socket.isClosed()) {
            return;
        }
        failure = "Cannot accept connections now: " + e.getMessage();
        if (warning.isDue()) {
            LOG.warn(failure);
        }
        try {
            if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("Closed while waiting");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops accepting; the port is free when this returns. May be called again, and from any thread but its own. */
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
