package chat.jim.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.protocol.Address;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.Subscription;
import chat.jim.server.cluster.node.NodeLease.State;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * This server as one of several that form a chat: what they ask each other, and send. They meet in an engine, NATS with
 * JetStream. All methods may be called from any thread.
 */
public final class Cluster implements Others {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    /** What a server says to all others when it has come. */
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final Engine engine;
    private final ThisNode self;
    private final InstantSource clock;
    private final Questions questions;
    private final ClusterNames names;
    private final Places places;
    private final Routes routes;

    /** Null until it begins. */
    private volatile @Nullable Mailboxes mailboxes;

    /** Where the others reach this server, by its id of now. Guarded by this. */
    private @Nullable Subscription subscription;

    /** Guarded by this. */
    private boolean closed;

    /** This server in that engine, where it has joined the others; both are closed with this. */
    public Cluster(Engine engine, ThisNode self, InstantSource clock) {
        this.engine = engine;
        this.self = self;
        this.clock = clock;
        questions = new Questions(engine, self);
        Bucket claims = self.names();
        names = new ClusterNames(claims, self, questions);
        places = new Places(claims, self);
        routes = new Routes(engine, self, places);
    }

    /** Where a server listens. */
    static String subject(Engine engine, String node) {
        return engine.cluster() + ".n." + node;
    }

    @Override
    public void begin(Here here, Runnable cutOff) {
        mailboxes = here.mailboxes();
        Subscription unused = engine.subscribe(engine.cluster() + ".all", (data, reply) -> {
            if (Arrays.equals(data, HELLO)) {
                self.lookSoon();
            }
        });
        greet();
        self.lease().onStateChange(state -> {
            if (state == State.CUT_OFF) {
                cutOff.run();
                awaitEmpty(here.directory()); // before there is a new lease, with which they could go on
                names.forgetAll();
            } else {
                listen(here);
            }
        });
        listen(here);
    }

    private void greet() {
        try {
            engine.publish(engine.cluster() + ".all", HELLO);
        } catch (EngineException e) {
            return; // the connection was just lost: the others see this server when they look the next time
        }
    }

    /** All were sent away; some may still wait for the engine, but not for long. */
    private static void awaitEmpty(Directory directory) {
        while (directory.holders().findAny().isPresent()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE);
        }
    }

    /** Listens under the id of now, if it is a new one. */
    private synchronized void listen(Here here) {
        String id = self.lease().id();
        String subject = id == null ? null : subject(engine, id);
        Subscription before = subscription;
        if (closed || subject == null || (before != null && before.subject().equals(subject))) {
            return;
        }
        if (before != null) {
            before.close();
        }
        Deliveries deliveries = new Deliveries(self, here, names, clock);
        subscription = engine.subscribe(subject, (data, reply) -> {
            if (Batch.isOne(data)) {
                deliveries.take(data, reply);
            } else {
                questions.answer(data, here, names, reply);
            }
        });
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
        names.release(name, mailbox == null ? () -> {} : () -> keepAll(mailbox));
    }

    /** Waits until what was said to an account is in the store, or cannot be kept now. */
    private static void keepAll(Mailbox mailbox) {
        mailbox.keepAll().handle((done, failure) -> 0L).join();
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
    public Names names() {
        return questions.names();
    }

    @Override
    public @Nullable Parcel parcel(OutgoingMsg msg, Peer sender, Address to, Function<OutgoingMsg, Routed> ifNobody) {
        Route route = routes.find(to);
        return route == null
                ? null
                : new RemoteParcel(msg.copy(), sender, to, route, routes, copy -> ifNobody.apply(copy.message(clock)));
    }

    @Override
    public Parcel parcelBehind(Parcel before, OutgoingMsg msg) {
        return ((RemoteParcel) before).behind(msg.copy());
    }

    @Override
    public void kept(Address account) {
        String node = places.findAnew(account);
        if (node != null) {
            questions.poke(node, account);
        }
    }

    @Override
    public void send(List<Parcel> parcels) {
        routes.send(parcels);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (subscription != null) {
                subscription.close();
            }
        }
        names.close();
        self.close();
        engine.close();
    }
}
