package chat.jim.server.cluster.splice;

import static java.nio.charset.StandardCharsets.US_ASCII;

import chat.jim.log.OncePerMinute;
import chat.jim.process.DaemonThreads;
import chat.jim.server.routing.Others.Handover;
import chat.jim.thread.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where other servers bring the connections that this one is to serve. Who has no pass does not come in. From any thread. */
final class Door implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** How long somebody may take who has a pass, or shows one. */
    private static final long PASS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final int PATIENCE_MILLIS = 2_000;

    /** More do not come at once; whoever does not show a pass must not take the threads of others. */
    private static final int MOST_AT_DOOR = 64;

    private static final int MOST_PASSES = 10_000;

    /** More addresses than that no machine needs. */
    private static final int MOST_ADDRESSES = 8;

    private static final int BACKLOG = 256;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final SealedSocket.Listening socket;
    private final Consumer<Handover> handovers;
    private final Map<String, Expected> expected = new ConcurrentHashMap<>();
    private final Semaphore atDoor = new Semaphore(MOST_AT_DOOR);
    private final OncePerMinute warning = new OncePerMinute();

    private record Expected(Pass pass, InetSocketAddress from, long until) {}

    /**
     * Opens it at a free port.
     *
     * @param handovers serves a connection, on the thread that calls it
     */
    Door(Consumer<Handover> handovers) throws IOException {
        this.handovers = handovers;
        socket = new SealedSocket.Listening(BACKLOG);
        DaemonThreads.start("door", this::acceptAll);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Lets in who comes soon with the pass that is returned; null if too many are expected. */
    @Nullable
    Pass expect(InetSocketAddress from) {
        long now = System.nanoTime();
        expected.values().removeIf(one -> now - one.until() >= 0);
        if (expected.size() >= MOST_PASSES) {
            return null;
        }
        Pass pass = Pass.create();
        expected.put(pass.shown(), new Expected(pass, from, now + PASS_NANOS));
        return pass;
    }

    /** The addresses by which others may reach this machine. */
    static List<String> addresses() {
        try {
            List<String> addresses = NetworkInterface.networkInterfaces()
                    .flatMap(Door::addresses)
                    .limit(MOST_ADDRESSES)
                    .map(InetAddress::getHostAddress)
                    .toList();
            return addresses.isEmpty()
                    ? List.of(InetAddress.getLoopbackAddress().getHostAddress())
                    : addresses;
        } catch (SocketException e) {
            return List.of(InetAddress.getLoopbackAddress().getHostAddress());
        }
    }

    private static Stream<InetAddress> addresses(NetworkInterface network) {
        try {
            return network.isUp() && !network.isLoopback()
                    ? network.inetAddresses().filter(address -> !address.isLinkLocalAddress())
                    : Stream.empty();
        } catch (SocketException e) {
            return Stream.empty(); // it has just gone
        }
    }

    /** The one of them that people can read best. */
    static String address() {
        List<String> all = addresses();
        return all.stream()
                .filter(address -> !address.contains(":"))
                .findFirst()
                .orElse(all.get(0));
    }

    private void acceptAll() {
        while (!socket.isClosed()) {
            try {
                accept(socket.accept());
            } catch (IOException | OutOfMemoryError e) {
                if (!socket.isClosed() && warning.isDue()) {
                    LOG.warn("Other servers cannot bring connections now: {}", e.getMessage());
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void accept(SealedSocket comer) throws IOException {
        if (!atDoor.tryAcquire()) {
            comer.close();
            return;
        }
        boolean started = false;
        try {
            Threads.start(() -> meet(comer));
            started = true;
        } finally {
            if (!started) {
                atDoor.release();
                comer.close();
            }
        }
    }

    private void meet(SealedSocket comer) {
        Handover handover = null;
        try {
            handover = admit(comer);
        } catch (IOException e) {
            LOG.debug("Somebody at the door has gone: {}", e.getMessage());
        } finally {
            atDoor.release();
            if (handover == null) {
                Passage.close(comer);
            }
        }
        if (handover != null) {
            handovers.accept(handover);
        }
    }

    private @Nullable Handover admit(SealedSocket comer) throws IOException {
        comer.setTcpNoDelay(true);
        comer.setSoTimeout(PATIENCE_MILLIS);
        String shown = new String(comer.getInputStream().readNBytes(Pass.LENGTH), US_ASCII);
        Expected known = expected.remove(shown);
        if (known == null) {
            return null;
        }
        comer.seal(known.pass().keyBytes(), false);
        comer.getOutputStream().write(shown.getBytes(US_ASCII));
        comer.setSoTimeout(0);
        return new Handover(comer, known.from());
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("The door is closed already: {}", e.getMessage());
        }
    }
}
