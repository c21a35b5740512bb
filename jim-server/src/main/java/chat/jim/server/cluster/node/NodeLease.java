package chat.jim.server.cluster.node;

import chat.jim.fault.FatalErrors;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.EngineException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of this node to act by the names of its users. It ends a while after the last refresh that the engine has
 * acknowledged, earlier than others may break it; so no name has two holders, and no clock is compared with another one. After
 * that, when its sessions are away, the node begins anew under a new id.
 */
public final class NodeLease {
    /** Whether the engine answers. */
    public enum State {
        /** It does. */
        UP,

        /** The last refreshes were not acknowledged, and the lease still stands. */
        DOUBTFUL,

        /** There is no lease. */
        CUT_OFF
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);

    /** A conflict is seldom followed by another one. */
    private static final int TRIES = 3;

    private final Bucket bucket;
    private volatile NodeInfo self;
    private final LeaseTimes times;
    private final LongSupplier clock;
    private final LongSupplier wall;
    private final @Nullable NodeIdFile file;

    /** Null if nobody asks for the number. */
    private final @Nullable NodeNumbers numbers;

    private final List<Consumer<State>> listeners = new CopyOnWriteArrayList<>();

    /** Null when there is none. Whoever changes it compares with what it has seen. */
    private final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();

    /** Whether a new lease may be made: none has been yet, or the listeners know that the last one has ended. */
    private volatile boolean mayBegin = true;

    /** The id of the last lease. */
    private volatile String newest = "";

    private volatile boolean closed;

    /** That of the last lease. */
    private volatile int number;

    /** Only for the thread that judges. */
    private State told = State.UP;

    /** Only for the thread that refreshes. */
    private long refreshes;

    /** Under which this node may stand in the engine, from this life or the last one. Only for the thread that refreshes. */
    private @Nullable String lastId;

    /** A lease that the engine has acknowledged, with the time when that was sent. */
    private record Lease(String id, long revision, Moment sentAt) {}

    NodeLease(Bucket bucket, NodeInfo self, LeaseTimes times, LongSupplier clock, @Nullable NodeIdFile file) {
        this(bucket, self, times, clock, () -> 0, file, null);
    }

    /** @param wall the time of day in nanoseconds, which goes on while the machine sleeps */
    NodeLease(
            Bucket bucket,
            NodeInfo self,
            LeaseTimes times,
            LongSupplier clock,
            LongSupplier wall,
            @Nullable NodeIdFile file,
            @Nullable NodeNumbers numbers) {
        this.wall = wall;
        this.bucket = bucket;
        this.self = self;
        this.times = times;
        this.clock = clock;
        this.file = file;
        this.numbers = numbers;
        lastId = file == null ? null : file.last();
    }

    /** Its clients connect there: says so from the next refresh on. For one thread. */
    void isAt(String address) {
        self = self.at(address);
    }

    /** Where its clients connect, for operators. */
    String address() {
        return self.address();
    }

    /** Whether this node may act by the names of its users now. Cheap; ask at every such act. */
    public boolean valid() {
        return id() != null;
    }

    /** Whether the lease with that id is valid. Ask so after a wait: the node may have a new one meanwhile. */
    public boolean valid(String id) {
        return id.equals(id());
    }

    /** The id of this node; null while it has no valid lease. */
    public @Nullable String id() {
        Lease mine = lease.get();
        return mine == null || age(mine) >= times.lease().toNanos() ? null : mine.id();
    }

    /** The number of this node, from 0 on: no other node has it while the lease is valid. */
    public int number() {
        return number;
    }

    /** The id of this node; while it has no valid lease, that of the last one. */
    public String lastId() {
        return newest;
    }

    /** The state now. The listeners may not know it yet. */
    public State state() {
        return state(lease.get());
    }

    private State state(@Nullable Lease mine) {
        if (mine == null || age(mine) >= times.lease().toNanos()) {
            return State.CUT_OFF;
        }
        return age(mine) >= times.doubt().toNanos() ? State.DOUBTFUL : State.UP;
    }

    /** How long ago that was sent. It may end a lease too early, and never too late. */
    private long age(Lease mine) {
        return now().since(mine.sentAt(), times.patience().minus(times.lease()));
    }

    private Moment now() {
        return new Moment(clock.getAsLong(), wall.getAsLong());
    }

    /**
     * Tells each new state, in their order, soon after it has begun. A new lease after {@link State#CUT_OFF} is made only when
     * all listeners have returned: send the sessions away until then.
     */
    public void onStateChange(Consumer<State> listener) {
        listeners.add(listener);
    }

    /** Tells the listeners what has changed. Call it again and again, on one thread that never waits for the engine. */
    void judge() {
        Lease mine = lease.get();
        State now = state(mine);
        if (now == State.CUT_OFF && mine != null && !lease.compareAndSet(mine, null)) {
            return; // refreshed in this moment: the next time shows it
        }
        if (now == told || closed) {
            return;
        }
        told = now;
        log(now);
        listeners.forEach(listener -> FatalErrors.guard(() -> listener.accept(now)));
        if (now == State.CUT_OFF) {
            mayBegin = true;
        }
    }

    private void log(State now) {
        switch (now) {
            case UP -> LOG.info("This server is in the cluster again");
            case DOUBTFUL ->
                LOG.warn(
                        "NATS does not answer: without it this server sends its users away {} seconds after"
                                + " its last answer",
                        times.lease().toSeconds());
            case CUT_OFF -> LOG.warn("This server is cut off from the others: its users are sent away");
        }
    }

    /** Refreshes the lease, or begins one. Call it again and again, on one thread; it waits for the engine. */
    void refresh() {
        try {
            Lease mine = lease.get();
            if (mine == null && mayBegin && !closed) {
                begin();
            }
            for (int i = 0;
                    i < TRIES && mine != null && age(mine) < times.lease().toNanos();
                    i++) {
                mine = refresh(mine);
            }
        } catch (EngineException e) {
            LOG.debug("The lease of this node was not refreshed: {}", e.getMessage());
        }
    }

    /**
     * Begins a lease under a new id. The names of the last id are free then.
     *
     * @throws EngineException the engine does not answer
     */
    void begin() {
        if (lastId != null) {
            end(lastId); // its process is dead, or its sessions are away
        }
        String before = lastId;
        String id = Node.newId();
        lastId = id;
        if (file != null) {
            file.keep(id);
        }
        Moment sentAt = now();
        OptionalLong revision = bucket.put(id, self.up(++refreshes), 0);
        if (revision.isPresent()) {
            if (numbers != null) {
                number = numbers.claim(id, before);
            }
            mayBegin = false;
            newest = id;
            lease.set(new Lease(id, revision.getAsLong(), sentAt));
        }
    }

    /** Refreshes it once; the result is what to try again with, at once, if it is not null. */
    private @Nullable Lease refresh(Lease mine) {
        Moment sentAt = now();
        OptionalLong revision = bucket.put(mine.id(), self.up(++refreshes), mine.revision());
        if (revision.isPresent()) {
            replaceUnlessOver(mine, new Lease(mine.id(), revision.getAsLong(), sentAt));
            return null;
        }
        Entry entry = bucket.get(mine.id());
        Node seen = entry == null ? null : Node.read(entry, sentAt.steady());
        if (seen == null || !seen.isUp()) {
            LOG.warn("Another node has broken the lease of this one");
            lease.compareAndSet(mine, null);
            return null;
        }
        Lease written = new Lease(mine.id(), seen.revision(), mine.sentAt()); // by a refresh whose answer was lost
        return replaceUnlessOver(mine, written) ? written : null;
    }

    /** A lease that is over stays over: its sessions are being sent away. */
    private boolean replaceUnlessOver(Lease mine, Lease next) {
        return age(mine) < times.lease().toNanos() && lease.compareAndSet(mine, next);
    }

    /**
     * Ends the lease of a node that is known to do nothing any more, so that its names are free.
     *
     * @throws EngineException the engine does not answer
     */
    private void end(String id) {
        for (int i = 0; i < TRIES; i++) {
            Entry entry = bucket.get(id);
            Node node = entry == null ? null : Node.read(entry, 0);
            if (node == null
                    || !node.isUp()
                    || bucket.put(id, NodeInfo.gone(Nodes.now()), node.revision())
                            .isPresent()) {
                return;
            }
        }
    }

    /** Ends the lease, whose sessions are away, so that its names are free. Waits for the engine, some seconds at most. */
    void close() {
        closed = true;
        Lease mine = lease.getAndSet(null);
        if (mine != null) {
            try {
                if (bucket.put(mine.id(), NodeInfo.gone(Nodes.now()), mine.revision())
                        .isEmpty()) {
                    end(mine.id());
                }
            } catch (EngineException e) {
                LOG.warn(
                        "The names of this node are free in {} seconds: {}",
                        times.patience().toSeconds(),
                        e.getMessage());
            }
        }
    }
}
