package chat.jim.server.accept;

import chat.jim.log.PeerAddress;
import chat.jim.server.accept.ConnectionRejector.Refusal;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.limit.BannedAddresses;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executor;
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

    private final ConnectionSlots slots;
    private final ConnectionRate rate;
    private final ConnectionRejector rejector;
    private final BannedAddresses bans;
    private final BooleanSupplier outOfMemory;
    private final Executor threads;
    private final Consumer<Arrival> arrived;
    private final Patience patience = new Patience();
    private final TlsHandshakes handshakes = new TlsHandshakes(patience);
    private final TrustedProxies proxies;

    /** Null for plain TCP. */
    private final @Nullable CertificateReloader certificate;

    private volatile boolean draining;

    /**
     * Makes one for a server.
     *
     * @param outOfMemory whether there is no room for another connection
     * @param threads starts the thread of a connection; an {@link OutOfMemoryError} says that there is none
     * @param arrived serves a connection to its end, on its thread
     */
    public Entrance(
            LiveConfig config,
            @Nullable CertificateReloader certificate,
            ConnectionRejector rejector,
            BannedAddresses bans,
            BooleanSupplier outOfMemory,
            Executor threads,
            Consumer<Arrival> arrived) {
        this.certificate = certificate;
        this.rejector = rejector;
        this.bans = bans;
        this.outOfMemory = outOfMemory;
        this.threads = threads;
        this.arrived = arrived;
        slots = new ConnectionSlots(
                () -> config.now().access().maxConnections(),
                () -> config.now().limits().connections());
        rate = new ConnectionRate(() -> config.now().origins().connectionRate(), System::nanoTime);
        proxies = new TrustedProxies(() -> config.now().origins().trustedProxies(), patience);
    }

    /** Lets nobody in any more. */
    public void drain() {
        draining = true;
    }

    /** Takes a socket. Runs on the listener's thread, and does not wait. */
    public void accept(Socket socket) {
        boolean isProxied = proxies.areAt(socket);
        InetSocketAddress from = origin(socket);
        Place place = new Place(isProxied ? InetAddress.getLoopbackAddress() : from.getAddress());
        Refusal refusal = place.take();
        if (refusal != null) {
            rejector.refuse(socket, refusal);
            return;
        }
        try {
            threads.execute(() -> open(socket, from, isProxied, place));
        } catch (OutOfMemoryError e) {
            LOG.debug("There is no thread for a new connection: {}", e.getMessage());
            place.leave();
            rejector.refuse(socket, Refusal.FULL);
        }
    }

    /** A peer on this machine is at loopback, whatever address it has used. */
    private static InetSocketAddress origin(Socket socket) {
        InetAddress from = socket.getInetAddress();
        boolean isHere = from.equals(socket.getLocalAddress());
        return new InetSocketAddress(isHere ? InetAddress.getLoopbackAddress() : from, socket.getPort());
    }

    /** The place of one connection among those that there may be. */
    private final class Place {
        private InetAddress counted;
        private boolean isTaken;

        /** At first it counts for that address. */
        Place(InetAddress counted) {
            this.counted = counted;
        }

        /** Returns null, or why there is none. */
        synchronized @Nullable Refusal take() {
            if (draining) {
                return Refusal.DRAINING;
            }
            String banned = bans.refusal(counted);
            if (banned != null) {
                return Refusal.banned(banned);
            }
            if (!rate.allows(counted)) {
                return Refusal.RATE;
            }
            Refusal refusal = slots.acquire(counted);
            isTaken = refusal == null;
            if (isTaken && outOfMemory.getAsBoolean()) {
                leave();
                return Refusal.FULL;
            }
            return refusal;
        }

        /** Now it counts for another address. Returns null, or why there is none. */
        synchronized @Nullable Refusal move(InetAddress known) {
            leave();
            counted = known;
            return take();
        }

        /** Gives it back, if it is still taken. */
        synchronized void leave() {
            if (isTaken) {
                isTaken = false;
                slots.release(counted);
            }
        }
    }

    /** Runs on the connection's thread. */
    private void open(Socket socket, InetSocketAddress from, boolean isProxied, Place place) {
        boolean isServed = false;
        try {
            InetSocketAddress origin = isProxied ? proxies.origin(socket, from) : from;
            Refusal refusal = isProxied ? place.move(origin.getAddress()) : null;
            if (refusal != null) {
                isServed = true;
                rejector.refuse(socket, refusal);
                return;
            }
            SSLSocket secured = certificate == null ? null : shakeHands(socket, certificate);
            isServed = true;
            arrived.accept(new Arrival(socket, secured, origin, place::leave));
        } catch (IOException e) {
            LOG.debug("{} was gone before it began: {}", PeerAddress.of(from), e.getMessage());
        } finally {
            if (!isServed) {
                place.leave();
                TlsHandshakes.hangUp(socket);
            }
        }
    }

    private SSLSocket shakeHands(Socket socket, CertificateReloader ours) throws IOException {
        try {
            return handshakes.shakeHands(socket, ours.current());
        } catch (IOException e) {
            rejector.countTls();
            throw e;
        }
    }

    /**
     * Hangs up on peers that take too long before their first object. Call this about every second.
     *
     * @param late whether this comes much later than due: then all have their time anew
     */
    public void tick(long now, boolean late) {
        patience.tick(now, late);
    }

    /** Hangs up on all peers that have sent no object yet. */
    @Override
    public void close() {
        patience.close();
    }
}
