package chat.jim.server;

import chat.jim.net.Connection;
import chat.jim.process.Timer;
import chat.jim.protocol.Code;
import chat.jim.server.accept.CertificateReloader;
import chat.jim.server.accept.ConnectionRejector;
import chat.jim.server.accept.Entrance;
import chat.jim.server.accept.Listener;
import chat.jim.server.account.AccountWatch;
import chat.jim.server.config.LiveConfig;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.health.Vitals;
import chat.jim.server.limit.BannedAddresses;
import chat.jim.server.metrics.Parts;
import chat.jim.server.moderation.RoomWatch;
import chat.jim.server.routing.Others;
import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.MemoryRelief;
import chat.jim.server.session.Prober;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.backup.Backups;
import chat.jim.thread.Threads;
import chat.jim.tls.TlsException;
import chat.jim.tls.TlsServer;
import chat.jim.wire.BufferPool;
import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** A running server: accepts connections, serves each one on a thread of its own, and does the regular tasks. */
final class Server implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LiveConfig config;
    private final Store store;
    private final @Nullable HistoryStore kept;
    private final ServerContext context;
    private final Vitals vitals;
    private final AccountWatch accountWatch;
    private final Listener listener;

    /** Null for plain TCP. */
    private final @Nullable CertificateReloader certificate;

    private final Reception reception;
    private final Entrance entrance;
    private final BannedAddresses bans;
    private final Timer timer = new Timer("timer");

    /** For what waits for the store. */
    private final Timer storeTimer = new Timer("store-timer");

    /** For what reads much of the history. */
    private final Timer historyTimer = new Timer("history-timer");

    /** For the backups, which take as long as they take. */
    private final Timer backupTimer = new Timer("backup");

    /** For what waits for the files of the certificate. */
    private final Timer fileTimer = new Timer("file-timer");

    private final Set<ConnectionHandler> handlers = ConcurrentHashMap.newKeySet();
    private final Gate gate;
    private final @Nullable Others others;
    private final Farewell farewell = new Farewell(handlers);
    private final MemoryRelief memory;
    private final BufferPool buffers;
    private volatile @Nullable Backups backups;

    /**
     * Makes a server, which does not run yet.
     *
     * @param store the server closes it when it is closed itself
     * @param kept the same for the history; null if none is kept
     * @param others the same for the other servers of the chat; null if there are none
     * @throws StoreException the store cannot be read
     * @throws TlsException the certificate's files are unusable
     */
    Server(ServerConfig config, Store store, @Nullable HistoryStore kept, InstantSource clock, @Nullable Others others)
            throws IOException {
        this.others = others;
        this.config = new LiveConfig(config);
        this.store = store;
        this.kept = kept;
        memory = new MemoryRelief(config.limits().waitingBytes(), handlers);
        buffers = new BufferPool(memory.budget());
        vitals = new Vitals(store, () -> others == null ? Level.ERROR : others.loudness());
        context = ServerContext.create(store, kept, this.config, clock, memory.budget(), others);
        gate = new Gate(context, handlers, others);
        RoomWatch rooms = context.roomWatch();
        rooms.check();
        accountWatch =
                new AccountWatch(context.accounts(), context.directory(), context.replies(), storeTimer, rooms::check);
        certificate = config.tls() == null ? null : new CertificateReloader(config.tls(), clock);
        ConnectionRejector rejector = new ConnectionRejector(
                context.replies(),
                timer,
                certificate == null,
                context.measures().refusals());
        bans = new BannedAddresses(store.bans(), clock);
        BooleanSupplier outOfMemory = memory.budget()::isExceeded;
        reception = new Reception(context, handlers, bans, buffers, gate::closed);
        entrance =
                new Entrance(this.config, certificate, rejector, bans, outOfMemory, Threads::start, reception::serve);
        listener = new Listener(config.endpoint(), entrance::accept, vitals::accepting);
    }

    /**
     * Starts it. It accepts connections when this returns.
     *
     * @throws IOException the address is taken, or is not this machine's
     */
    Server start() throws IOException {
        startTasks();
        listener.start();
        LOG.info("Listening on {} with {} threads", listener.port(), Threads.kind());
        return this;
    }

    private void startTasks() {
        if (others != null) {
            others.begin(context.here(reception::serve), gate::cutOff);
        }
        memory.start();
        Threads.openSelectors();
        Connection.keepReady();
        timer.every(10 * SECOND, Connection::keepReady);
        timer.every(SECOND, vitals::tick);
        storeTimer.every(60 * SECOND, context.tokens()::tick);
        if (config.now().limits().mailbox() > 0) {
            timer.every(2 * SECOND, context.mailboxes()::tick);
            timer.every(10 * SECOND, store::tidy);
        }
        if (context.history() != null) {
            storeTimer.every(SECOND, context.history().marks()::tick);
            historyTimer.every(10 * SECOND, context::forgetRemoved);
            historyTimer.every(600 * SECOND, context::tidyHistory);
            timer.every(60 * SECOND, context.requests().queries()::tick);
        }
        timer.every(60 * SECOND, context.authority().pace()::tick);
        if (certificate != null) {
            fileTimer.every(SECOND, certificate::tick);
        }
        timer.judgeEvery(SECOND, late -> entrance.tick(System.nanoTime(), late));
        timer.every(60 * SECOND, context.passwords()::tick);
        Prober prober = new Prober(() -> config.now().timeouts(), context.replies());
        timer.judgeEvery(prober.period(), late -> prober.tick(handlers, System.nanoTime(), late));
    }

    /**
     * Uses those settings from now on, but for what needs a restart, as TLS instead of none. Connections that are open keep some
     * of theirs.
     *
     * @param read what is in the files of the certificate now; null without TLS
     */
    void use(ServerConfig next, @Nullable TlsServer read) {
        if (certificate != null && next.tls() != null && read != null) {
            certificate.use(next.tls(), read);
        }
        context.use(next.inPlaceOf(config.now(), keepsHistory()));
    }

    /** Whether there is a place for what is said. */
    boolean keepsHistory() {
        return kept != null;
    }

    /** Has backups made as they are planned, from now on. */
    void backUp(Backups made) {
        backups = made;
        backupTimer.every(60 * SECOND, made::tick);
    }

    /** Those that are made here; null if none are. */
    @Nullable
    Backups backups() {
        return backups;
    }

    ServerContext context() {
        return context;
    }

    BannedAddresses bans() {
        return bans;
    }

    Set<ConnectionHandler> handlers() {
        return handlers;
    }

    /** To be told when another process, such as the command {@code account}, has changed accounts. */
    AccountWatch accountWatch() {
        return accountWatch;
    }

    /** Nobody can tell when another process changes accounts, or another server bans or mutes: has a look at both now and then. */
    void watchAccounts() {
        storeTimer.every(10 * SECOND, Administration.bans(this)::look);
        storeTimer.every(10 * SECOND, Administration.people(context)::look);
        storeTimer.every(10 * SECOND, accountWatch::changed);
    }

    /** Lets nobody come online any more. */
    void drain() {
        entrance.drain();
        gate.drain();
    }

    int port() {
        return listener.port();
    }

    /** Whether the server has no certificate, or one that has not expired. */
    boolean hasValidCertificate() {
        return certificate == null || certificate.isValid();
    }

    int connections() {
        return reception.served();
    }

    /** What the server shows of itself. Call this once. */
    Monitoring monitoring() {
        Parts parts = new Parts(context, handlers, store, kept, certificate == null ? null : certificate::end);
        return new Monitoring(
                parts, vitals.health(List.of(gate::goingDown, listener::failure)), gate::unready, storeTimer);
    }

    void awaitClosed() throws InterruptedException {
        listener.awaitClosed();
    }

    /** How many changes and messages are not on the disk yet. */
    int unwritten() {
        return store.pending() + context.mailboxes().remembered() + (kept == null ? 0 : kept.pending());
    }

    /**
     * Sends a 101 notice to all peers that the server is going down, writes to the disk what has been answered, and closes
     * everything. Takes as long as the disk needs, and at most five seconds if there is nothing to write; may be called from
     * any thread.
     */
    @Override
    public void close() {
        gate.close();
        if (others != null) {
            others.leave();
        }
        listener.close();
        timer.close();
        storeTimer.close();
        historyTimer.close();
        fileTimer.close();
        backupTimer.close();
        entrance.close();
        context.passwords().close();
        memory.close();
        LOG.info("Going down with {} connections", handlers.size());
        farewell.say(context.replies().of(Code.IMPORTANT, "The server is going down."));
        context.mailboxes().keepAll();
        farewell.awaitEnd(); // some have waited for the disk
        closeHistory();
        store.close();
        if (others != null) {
            others.close(); // last: names are free when all that was said to them is kept
        }
    }

    private void closeHistory() {
        if (context.history() != null) {
            context.history().marks().tick();
        }
        if (kept != null) {
            try {
                kept.close();
            } catch (StoreException e) {
                LOG.warn("The history cannot be closed: {}", e.getMessage());
            }
        }
    }
}
