package chat.jim.server.cluster;

import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.history.ClusterHistory;
import chat.jim.server.cluster.message.Deliveries;
import chat.jim.server.cluster.message.RemoteParcel;
import chat.jim.server.cluster.message.Route;
import chat.jim.server.cluster.message.Routes;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.cluster.name.Places;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.NodeLease.State;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.cluster.room.ClusterRooms;
import chat.jim.server.cluster.splice.Splices;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Orders;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore;
import chat.jim.server.store.history.SqliteHistory;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * This server as one of several that form a chat: what they ask each other, and send. They meet in an engine, NATS with
 * JetStream. All methods may be called from any thread.
 */
public final class Cluster implements Others {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    /** When, and for how long, it is tried again to keep what the store has failed to take from somebody who goes. */
    private static final long RETRY_MILLIS = 500;

    private static final long RETRIES = TimeUnit.SECONDS.toNanos(5);

    private static final String SILENT = "NATS does not answer: nobody can log in at this server until it does.";

    /** What a server says to all others when it has come. */
    private static final String HELLO = "hello";

    /** What batches of messages begin with. */
    private static final String BATCH = "B";

    private final Engine engine;
    private final ThisNode self;
    private final InstantSource clock;
    private final Bus bus;
    private final Questions questions;
    private final ClusterNames names;
    private final Places places;
    private final Routes routes;
    private final ClusterRooms rooms;
    private final Splices splices;
    private final Words words;
    private final Letters letters;
    private final OperatorQuestions orders;

    /** Null until it begins. */
    private volatile @Nullable Mailboxes mailboxes;

    /** This server in that engine, where it has joined the others; both are closed with this. */
    public Cluster(Engine engine, ThisNode self, InstantSource clock) {
        this.engine = engine;
        this.self = self;
        this.clock = clock;
        bus = new Bus(engine, self);
        questions = new Questions(bus, clock);
        names = new ClusterNames(self, bus);
        places = new Places(self);
        letters = new Letters(places, questions);
        rooms = new ClusterRooms(bus, self, names, places);
        routes = new Routes(bus, self, places, rooms::isMoving, letters::areUnknownTo);
        splices = new Splices(bus);
        words = new Words(bus, self);
        orders = new OperatorQuestions(bus, self, places);
    }

    /**
     * The history of this server as part of that of the chat. Waits for the engine.
     *
     * @param own closed with the other one
     * @throws EngineException the engine does not answer
     */
    public HistoryStore history(SqliteHistory own) {
        return ClusterHistory.join(own, engine, bus, self.lease()::number);
    }

    @Override
    public void begin(Here here, Runnable cutOff) {
        mailboxes = here.mailboxes();
        if (here.history() != null) {
            routes.keepIn(here.history());
        }
        names.begin(here);
        questions.answer(here);
        splices.begin(here.handovers());
        words.begin(here.ears());
        letters.begin(here);
        bus.onQuestion(BATCH, new Deliveries(self, here, names, rooms.begin(here, clock), letters::keep, clock)::take);
        bus.onWord(HELLO, words -> self.lookSoon());
        self.lease().onStateChange(state -> {
            if (state == State.CUT_OFF) {
                cutOff.run();
                awaitEmpty(here.directory()); // before there is a new lease, with which they could go on
                names.forgetAll();
                rooms.forgetAll();
            } else {
                bus.listen();
            }
        });
        bus.begin();
        bus.tellAll(HELLO);
    }

    /** All were sent away; some may still wait for the engine, but not for long. */
    private static void awaitEmpty(Directory directory) {
        while (directory.holders().findAny().isPresent()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    @Override
    public boolean isValid() {
        return self.lease().valid();
    }

    @Override
    public boolean claim(Address name, @Nullable Right right, BooleanSupplier isThere) {
        return names.claim(name, right, isThere);
    }

    @Override
    public void release(Address name, @Nullable AccountKey account) {
        Mailboxes ours = mailboxes;
        Mailbox mailbox = account == null || ours == null ? null : ours.of(account);
        names.release(name, mailbox == null ? CompletableFuture.completedFuture(0L) : keepAll(name, mailbox));
    }

    /**
     * Tries again what the store fails to take: whoever reads next, perhaps at another server, has to find it. If it fails for
     * too long, that server is told when it is there.
     */
    private CompletableFuture<?> keepAll(Address name, Mailbox mailbox) {
        return keepAll(mailbox, System.nanoTime() + RETRIES).thenRun(() -> {
            if (!mailbox.hasAllKept()) {
                letters.keepLater(name, mailbox::hasAllKept);
            }
        });
    }

    private static CompletableFuture<Void> keepAll(Mailbox mailbox, long deadline) {
        Executor later = CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS);
        return mailbox.keepAll()
                .handle((done, failure) -> mailbox.hasAllKept() || System.nanoTime() - deadline > 0)
                .thenCompose(isOver -> isOver
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.runAsync(() -> {}, later).thenCompose(again -> keepAll(mailbox, deadline)));
    }

    @Override
    public boolean isHere(Address name) {
        return names.isHeld(name);
    }

    @Override
    public boolean have(Address name) {
        return places.findAnew(name) != null;
    }

    @Override
    public RoomHomes homes() {
        return rooms;
    }

    @Override
    public Orders orders() {
        return orders;
    }

    @Override
    public boolean isConnected() {
        return engine.isConnected();
    }

    @Override
    public @Nullable String trouble() {
        return switch (self.lease().state()) {
            case UP -> null;
            case DOUBTFUL -> SILENT;
            case CUT_OFF -> CUT_OFF;
        };
    }

    @Override
    public boolean have(AccountKey account) {
        try {
            String node = places.findAnew(account.name());
            return node != null && questions.has(node, account);
        } catch (ProtocolException e) {
            return true; // for all that is known
        }
    }

    @Override
    public void tellTakenBack(AccountKey reader, Address by, long id) {
        questions.tellTakenBack(reader, by, id);
    }

    @Override
    public Names names() {
        return questions.names();
    }

    @Override
    public @Nullable Parcel parcel(OutgoingMsg msg, Peer sender, Address to, Fallback fallback) {
        Route route = routes.wouldOvertake(to) ? null : routes.find(to);
        if (route != null && routes.isTooEarly(sender, to, route)) {
            throw Routed.isMoving(to);
        }
        return route == null ? null : new RemoteParcel(msg.copy(), sender, to, route, routes, fallback, clock);
    }

    @Override
    public Parcel parcelBehind(Parcel before, OutgoingMsg msg) {
        return ((RemoteParcel) before).behind(msg.copy());
    }

    @Override
    public void keep(Address account, CompletableFuture<Long> stored) {
        CompletableFuture<?> unused = letters.keep(account, stored);
    }

    @Override
    public Map<Address, String> statuses() {
        return questions.statuses();
    }

    @Override
    public @Nullable Somebody find(Address name) {
        String node = places.findAnew(name);
        return node == null ? null : questions.find(node, name);
    }

    @Override
    public void tellFailedLogin(Address account, InetAddress network) {
        words.tellFailure(account, network);
    }

    @Override
    public void tellNews(String news, List<AccountKey> readers) {
        words.tellNews(news, readers);
    }

    @Override
    public Detour detour(String node, Connection connection, byte[] first) {
        return splices.open(node, connection, first);
    }

    @Override
    public void send(List<Parcel> parcels) {
        routes.send(parcels);
    }

    @Override
    public void leave() {
        names.leave();
    }

    @Override
    public void close() {
        rooms.close();
        splices.close();
        letters.close();
        names.close();
        self.close();
        bus.close(); // only now: whoever asks for a name until then is told that it is free
        engine.close();
    }
}
