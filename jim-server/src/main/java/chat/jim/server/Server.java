package chat.jim.server;

import chat.jim.net.Connection;
import chat.jim.net.Threads;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.accept.CertificateReloader;
import chat.jim.server.accept.ConnectionRejector;
import chat.jim.server.accept.ConnectionSlots;
import chat.jim.server.accept.Listener;
import chat.jim.server.accept.Timer;
import chat.jim.server.accept.TlsHandshakes;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.session.AccountWatch;
import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.Prober;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.tls.TlsException;
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

/** A running server: a listener, and for each connection a thread and a conversation. */
public final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    /** With the listener's 250, and the store's 1600, less than the five seconds of {@link #close}. */
    private static final long MILLIS_FOR_LAST_WORDS = 1500;

    private static final long MILLIS_FOR_PEERS_TO_GO = 1000;
    private static final long MILLIS_TO_CLEAR_UP = 500;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ServerConfig config;
    private final Store store;
    private final ServerContext services;
    private final AccountWatch accountWatch;
    private final Listener listener;

    /** Null for plain TCP. */
    private final @Nullable CertificateReloader tls;

    private final TlsHandshakes handshakes = new TlsHandshakes();
    private final Timer timer = new Timer();
    private final ConnectionSlots places;
    private final ConnectionRejector refusals;
    private final Set<ConnectionHandler> conversations = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private Server(ServerConfig config, Store store, InstantSource clock) throws IOException {
        this.config = config;
        this.store = store;
        services = ServerContext.create(store, config, clock);
        accountWatch = new AccountWatch(store.accounts(), services);
        places = new ConnectionSlots(
                config.admission().maxConnections(), config.quotas().connections());
        refusals = new ConnectionRejector(services, timer, config.tls() == null);
        tls = config.tls() == null ? null : new CertificateReloader(config.tls(), clock);
        listener = new Listener(config.endpoint(), this::serve);
    }

    /**
     * Starts a server, which takes connections when this returns.
     *
     * @param store closed by the server when it is closed
     * @throws StoreException the store cannot be read
     * @throws TlsException the certificate's files are of no use
     * @throws IOException the address is taken, or is not this machine's
     */
    public static Server start(ServerConfig config, Store store, InstantSource clock) throws IOException {
        Server server = new Server(config, store, clock);
        server.watch();
        server.listener.start();
        LOG.info("Listening on {} with {} threads", server.listener.port(), Threads.kind());
        return server;
    }

    private void watch() {
        Prober prober = new Prober(services, config.timing());
        timer.every(SECOND, accountWatch::look);
        if (config.quotas().mailbox() > 0) {
            timer.every(2 * SECOND, services.mailboxes()::probe);
        }
        if (tls != null) {
            timer.every(SECOND, tls::look);
            timer.every(SECOND, () -> handshakes.look(System.nanoTime()));
        }
        timer.every(prober.period(), () -> prober.look(conversations, System.nanoTime()));
    }

    /** The port that it listens at. */
    public int port() {
        return listener.port();
    }

    /** Whether clients can trust its certificate, if it has one: it may be past its time. */
    public boolean hasValidCertificate() {
        return tls == null || tls.isValid();
    }

    /** How many connections there are. */
    public int connections() {
        return conversations.size();
    }

    /** Whether somebody is online by that name. */
    boolean isOnline(Address name) {
        return services.directory().find(name) != null;
    }

    /** Waits until somebody closes it. */
    public void awaitClosed() throws InterruptedException {
        listener.awaitClosed();
    }

    private void serve(Socket socket) {
        InetAddress from = origin(socket);
        String refusal = places.take(from);
        if (refusal != null) {
            refusals.refuse(socket, refusal);
            return;
        }
        try {
            Threads.start(() -> talk(socket, from));
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread can be had for a connection, it is closed: {}", e.getMessage());
            places.giveBack(from);
            refusals.refuse(socket, "The server is full: try again later.");
        }
    }

    /** From where somebody has connected; from this machine it is loopback, whatever address of it was used. */
    private static InetAddress origin(Socket socket) {
        InetAddress from = socket.getInetAddress();
        return from.equals(socket.getLocalAddress()) ? InetAddress.getLoopbackAddress() : from;
    }

    private void talk(Socket socket, InetAddress from) {
        ConnectionHandler conversation = null;
        try {
            conversation = new ConnectionHandler(connection(socket), services, ended -> {
                conversations.remove(ended);
                places.giveBack(from);
            });
        } catch (IOException e) {
            LOG.debug("{} was gone before it began: {}", socket.getRemoteSocketAddress(), e.getMessage());
        } finally {
            if (conversation == null) {
                places.giveBack(from);
                TlsHandshakes.hangUp(socket);
            }
        }
        if (conversation == null) {
            return;
        }
        conversations.add(conversation);
        if (closed) {
            conversation.dismiss(services.response(Code.UNAVAILABLE, "The server is going down."));
        }
        conversation.run();
    }

    private Connection connection(Socket socket) throws IOException {
        Duration pace = config.timing().barePace();
        int outboxBytes = config.quotas().outboxBytes();
        SSLSocket secured = tls == null ? null : handshakes.shakeHands(socket, tls.current());
        return new Connection(socket, secured, pace, outboxBytes);
    }

    /**
     * Tells everybody with a 101 notice that the server is going down, and closes all. Returns after five seconds at the
     * latest; may be called from any thread.
     */
    @Override
    public void close() {
        closed = true;
        listener.close();
        timer.close();
        handshakes.close();
        LOG.info("Going down with {} connections", conversations.size());
        Response goingDown = services.response(Code.IMPORTANT, "The server is going down.");
        List<ConnectionHandler> all = List.copyOf(conversations);
        all.forEach(conversation -> conversation.finish(goingDown));
        forEachWithin(MILLIS_FOR_LAST_WORDS, all, ConnectionHandler::awaitFinished);
        forEachWithin(MILLIS_FOR_PEERS_TO_GO, all, ConnectionHandler::awaitEnd);
        all.forEach(ConnectionHandler::close);
        forEachWithin(MILLIS_TO_CLEAR_UP, all, ConnectionHandler::awaitEnd);
        store.close();
    }

    /** Waits for each in turn, for all together at most so long. */
    private static void forEachWithin(
            long millis, List<ConnectionHandler> all, ObjLongConsumer<ConnectionHandler> await) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (ConnectionHandler conversation : all) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            await.accept(conversation, Math.max(0, left));
        }
    }
}
