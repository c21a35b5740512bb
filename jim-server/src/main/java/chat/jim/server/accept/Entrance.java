package chat.jim.server.accept;

import chat.jim.server.config.ServerConfig;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets connections in as far as the limits allow, and finds out where they come from: each on a thread of its own, after
 * what comes before the first object.
 */
public final class Entrance implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final String FULL = "The server is full: try again later.";
    private static final String TOO_FAST =
            "Too many new connections from your address: wait a few seconds, then try again.";

    private final ConnectionSlots slots;
    private final ConnectionRate rate;
    private final ConnectionRejector rejector;
    private final BooleanSupplier outOfMemory;
    private final Executor threads;
    private final Consumer<Arrival> arrived;
    private final TlsHandshakes handshakes = new TlsHandshakes();

    /** Null for plain TCP. */
    private final @Nullable CertificateReloader certificate;

    /**
     * Makes one for a server.
     *
     * @param outOfMemory whether there is no room for another connection
     * @param threads starts the thread of a connection; an {@link OutOfMemoryError} says that there is none
     * @param arrived serves a connection to its end, on its thread
     */
    public Entrance(
            ServerConfig config,
            @Nullable CertificateReloader certificate,
            ConnectionRejector rejector,
            BooleanSupplier outOfMemory,
            Executor threads,
            Consumer<Arrival> arrived) {
        this.certificate = certificate;
        this.rejector = rejector;
        this.outOfMemory = outOfMemory;
        this.threads = threads;
        this.arrived = arrived;
        slots = new ConnectionSlots(
                config.access().maxConnections(), config.limits().connections());
        rate = new ConnectionRate(config.origins().connectionRate(), System::nanoTime);
    }

    /** Takes a socket. Runs on the listener's thread, and does not wait. */
    public void accept(Socket socket) {
        InetSocketAddress from = origin(socket);
        String refusal = enter(from.getAddress());
        if (refusal != null) {
            rejector.refuse(socket, refusal);
            return;
        }
        try {
            threads.execute(() -> open(socket, from));
        } catch (OutOfMemoryError e) {
            LOG.debug("There is no thread for a new connection: {}", e.getMessage());
            slots.release(from.getAddress());
            rejector.refuse(socket, FULL);
        }
    }

    /** A peer on this machine is at loopback, whatever address it has used. */
    private static InetSocketAddress origin(Socket socket) {
        InetAddress from = socket.getInetAddress();
        boolean isHere = from.equals(socket.getLocalAddress());
        return new InetSocketAddress(isHere ? InetAddress.getLoopbackAddress() : from, socket.getPort());
    }

    /** Takes a slot. Returns null, or a sentence that says why there is none. */
    private @Nullable String enter(InetAddress from) {
        if (!rate.allows(from)) {
            return TOO_FAST;
        }
        String refusal = slots.acquire(from);
        if (refusal == null && outOfMemory.getAsBoolean()) {
            slots.release(from);
            return FULL;
        }
        return refusal;
    }

    /** Runs on the connection's thread. */
    private void open(Socket socket, InetSocketAddress from) {
        AtomicBoolean left = new AtomicBoolean();
        Runnable leave = () -> {
            if (!left.getAndSet(true)) {
                slots.release(from.getAddress());
            }
        };
        boolean isServed = false;
        try {
            SSLSocket secured = certificate == null ? null : handshakes.shakeHands(socket, certificate.current());
            isServed = true;
            arrived.accept(new Arrival(socket, secured, from, leave));
        } catch (IOException e) {
            LOG.debug("{} was gone before it began: {}", from, e.getMessage());
        } finally {
            if (!isServed) {
                leave.run();
                TlsHandshakes.hangUp(socket);
            }
        }
    }

    /**
     * Hangs up on peers that take too long before their first object. Call this about every second.
     *
     * @param late whether this comes much later than due: then all have their time anew
     */
    public void tick(long now, boolean late) {
        handshakes.tick(now, late);
    }

    /** Hangs up on all peers that have sent no object yet. */
    @Override
    public void close() {
        handshakes.close();
    }
}
