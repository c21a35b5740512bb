package chat.jim.server;

import chat.jim.net.Connection;
import chat.jim.process.Timer;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.accept.CertificateReloader;
import chat.jim.server.accept.ConnectionRejector;
import chat.jim.server.accept.ConnectionSlots;
import chat.jim.server.accept.Listener;
import chat.jim.server.accept.TlsHandshakes;
import chat.jim.server.account.AccountWatch;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.MemoryRelief;
import chat.jim.server.session.Prober;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.thread.Threads;
import chat.jim.tls.TlsException;
import chat.jim.wire.BufferPool;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjLongConsumer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running server: accepts connections, serves each one on a thread of its own, and does the regular tasks. */
final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** These, the last one twice, and the listener's 250 together stay below the five seconds of {@link #close}. */
    private static final long MILLIS_FOR_NOTICE = 1500;

    private static final long MILLIS_FOR_PEERS_TO_HANG_UP = 1000;
    private static final long MILLIS_TO_CLEAN_UP = 500;
    private static final String FULL = "The server is full: try again later.";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ServerConfig config;
    private final Store store;
    private final ServerContext context;
    private final AccountWatch accountWatch;
    private final Listener listener;

    /** Null for plain TCP. */
    private final @Nullable CertificateReloader certificate;

    private final TlsHandshakes handshakes = new TlsHandshakes();
    private final Timer timer = new Timer("timer");

    /** For what waits for the store. */
    private final Timer storeTimer = new Timer("store-timer");

    /** For what waits for the files of the certificate. */
    private final Timer fileTimer = new Timer("file-timer");

    private final ConnectionSlots slots;
    private final ConnectionRejector rejector;
    private final Set<ConnectionHandler> handlers = ConcurrentHashMap.newKeySet();
    private final MemoryRelief memory;
    private final BufferPool buffers;
    private volatile boolean closed;

    private Server(ServerConfig config, Store store, InstantSource clock) throws IOException {
        this.config = config;
        this.store = store;
        memory = new MemoryRelief(config.limits().waitingBytes(), handlers);
        buffers = new BufferPool(memory.budget());
        context = ServerContext.create(store, config, clock, memory.budget());
        accountWatch = new AccountWatch(context.accounts(), context.directory(), context.replies());
        slots = new ConnectionSlots(
                config.access().maxConnections(), config.limits().connections());
        rejector = new ConnectionRejector(context.replies(), timer, config.tls() == null);
        certificate = config.tls() == null ? null : new CertificateReloader(config.tls(), clock);
        listener = new Listener(config.endpoint(), this::accept);
    }

    /**
     * Starts a server. It accepts connections when this returns.
     *
     * @param store the server closes it when it is closed itself
     * @throws StoreException the store cannot be read
     * @throws TlsException the certificate's files are unusable
     * @throws IOException the address is taken, or is not this machine's
     */
    static Server start(ServerConfig config, Store store, InstantSource clock) throws IOException {
        Server server = new Server(config, store, clock);
        server.startTasks();
        server.listener.start();
        LOG.info("Listening on {} with {} threads", server.listener.port(), Threads.kind());
        return server;
    }

    private void startTasks() {
        memory.start();
        Connection.keepReady();
        timer.every(10 * SECOND, Connection::keepReady);
        storeTimer.every(SECOND, accountWatch::tick);
        storeTimer.every(60 * SECOND, context.tokens()::tick);
        if (config.limits().mailbox() > 0) {
            timer.every(2 * SECOND, context.mailboxes()::tick);
        }
        if (certificate != null) {
            fileTimer.every(SECOND, certificate::tick);
            timer.judgeEvery(SECOND, late -> handshakes.tick(System.nanoTime(), late));
        }
        Prober prober = new Prober(config.timeouts(), context.replies());
        timer.judgeEvery(prober.period(), late -> prober.tick(handlers, System.nanoTime(), late));
    }

    int port() {
        return listener.port();
    }

    /** Whether the server has no certificate, or one that has not expired. */
    boolean hasValidCertificate() {
        return certificate == null || certificate.isValid();
    }

    int connections() {
        return handlers.size();
    }

    /** Whether a peer is online under that name. */
    boolean isOnline(Address name) {
        return context.directory().find(name) != null;
    }

    void awaitClosed() throws InterruptedException {
        listener.awaitClosed();
    }

    /** Runs on the listener's thread. */
    private void accept(Socket socket) {
        InetAddress from = origin(socket);
        String refusal = slots.acquire(from);
        if (refusal == null && memory.budget().isExceeded()) {
            slots.release(from);
            refusal = FULL;
        }
        if (refusal != null) {
            rejector.refuse(socket, refusal);
            return;
        }
        try {
            Threads.start(() -> serve(socket, from));
        } catch (OutOfMemoryError e) {
            LOG.debug("There is no thread for a new connection: {}", e.getMessage());
            slots.release(from);
            rejector.refuse(socket, FULL);
        }
    }

    /** The address that a peer connects from. A peer on this machine is at loopback, whatever address it has used. */
    private static InetAddress origin(Socket socket) {
        InetAddress from = socket.getInetAddress();
        return from.equals(socket.getLocalAddress()) ? InetAddress.getLoopbackAddress() : from;
    }

    /** Runs on the connection's thread. */
    private void serve(Socket socket, InetAddress from) {
        ConnectionHandler handler = null;
        try {
            handler = new ConnectionHandler(connection(socket), context, ended -> {
                handlers.remove(ended);
                slots.release(from);
            });
        } catch (IOException e) {
            LOG.debug("{} was gone before it began: {}", socket.getRemoteSocketAddress(), e.getMessage());
        } finally {
            if (handler == null) {
                slots.release(from);
                TlsHandshakes.hangUp(socket);
            }
        }
        if (handler == null) {
            return;
        }
        handlers.add(handler);
        if (closed) {
            handler.dismiss(context.replies().of(Code.UNAVAILABLE, "The server is going down."));
        }
        handler.run();
    }

    private Connection connection(Socket socket) throws IOException {
        Duration pace = config.timeouts().barePace();
        int outboxBytes = config.limits().outboxBytes();
        SSLSocket secured = certificate == null ? null : handshakes.shakeHands(socket, certificate.current());
        return new Connection(socket, secured, pace, outboxBytes, buffers);
    }

    /** How many changes and messages are not on the disk yet. */
    int unwritten() {
        return store.pending() + context.mailboxes().remembered();
    }

    /**
     * Sends a 101 notice to all peers that the server is going down, writes to the disk what has been answered, and closes
     * everything. Takes as long as the disk needs, and at most five seconds if there is nothing to write; may be called from
     * any thread.
     */
    @Override
    public void close() {
        closed = true;
        listener.close();
        timer.close();
        storeTimer.close();
        fileTimer.close();
        handshakes.close();
        memory.close();
        LOG.info("Going down with {} connections", handlers.size());
        Response goingDown = context.replies().of(Code.IMPORTANT, "The server is going down.");
        List<ConnectionHandler> all = List.copyOf(handlers);
        all.forEach(handler -> handler.finish(goingDown));
        forEachWithin(MILLIS_FOR_NOTICE, all, ConnectionHandler::awaitFinished);
        forEachWithin(MILLIS_FOR_PEERS_TO_HANG_UP, all, ConnectionHandler::awaitEnd);
        all.forEach(ConnectionHandler::close);
        forEachWithin(MILLIS_TO_CLEAN_UP, all, ConnectionHandler::awaitEnd);
        context.mailboxes().keepAll();
        forEachWithin(MILLIS_TO_CLEAN_UP, all, ConnectionHandler::awaitEnd); // some have waited for the disk
        store.close();
    }

    /** Waits for each in turn, and at most that long for all together. */
    private static void forEachWithin(
            long millis, List<ConnectionHandler> all, ObjLongConsumer<ConnectionHandler> await) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (ConnectionHandler handler : all) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            await.accept(handler, Math.max(0, left));
        }
    }
}
