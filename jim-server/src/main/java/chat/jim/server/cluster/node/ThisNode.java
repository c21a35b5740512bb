package chat.jim.server.cluster.node;

import chat.jim.process.Timer;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.text.Texts;
import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This server as a node of a cluster: keeps its lease refreshed and the others in view, until it is closed. */
public final class ThisNode implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ThisNode.class);
    private static final Texts TEXTS = Texts.of(ThisNode.class);

    /** How often the state is judged in the time between two refreshes. */
    private static final int JUDGEMENTS = 8;

    private final NodeLease lease;
    private final Nodes nodes;
    private final Timer refreshing = new Timer("node-lease");
    private final Timer judging = new Timer("node-state");
    private final Timer looking = new Timer("node-watch");
    private final Bucket names;
    private final Timer sweeping = new Timer("node-sweep");

    /** What is done when nodes are gone. */
    private volatile Consumer<Set<String>> atEnd = gone -> {};

    private final AtomicBoolean looksSoon = new AtomicBoolean();

    private ThisNode(NodeLease lease, Nodes nodes, Bucket names) {
        this.lease = lease;
        this.nodes = nodes;
        this.names = names;
    }

    /**
     * Joins the cluster.
     *
     * @param file the id of this node's last life; null if it keeps no data
     * @throws EngineException the engine does not answer, or another node has no version of the protocol in common with this one
     */
    public static ThisNode join(Engine engine, NodeInfo self, @Nullable NodeIdFile file) {
        return join(engine, self, file, LeaseTimes.USUAL);
    }

    /** The same with other times, which all nodes have to have. */
    public static ThisNode join(Engine engine, NodeInfo self, @Nullable NodeIdFile file, LeaseTimes times) {
        return join(engine, self, file, times, System::nanoTime, ThisNode::timeOfDay);
    }

    /** In nanoseconds. */
    private static long timeOfDay() {
        return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    }

    static ThisNode join(
            Engine engine, NodeInfo self, @Nullable NodeIdFile file, LeaseTimes times, LongSupplier clock) {
        return join(engine, self, file, times, clock, () -> 0);
    }

    private static ThisNode join(
            Engine engine,
            NodeInfo self,
            @Nullable NodeIdFile file,
            LeaseTimes times,
            LongSupplier clock,
            LongSupplier wall) {
        Bucket bucket = engine.plainBucket("NODES");
        Bucket names = engine.bucket("NAMES");
        NodeLease lease = new NodeLease(bucket, self, times, clock, wall, file, new NodeNumbers(engine, bucket));
        Nodes nodes = new Nodes(bucket, lease, times, clock);
        awaitCommonVersion(nodes, self, times, clock);
        lease.begin();
        ThisNode node = new ThisNode(lease, nodes, names);
        node.start(times, new NameSweep(bucket, names, lease, nodes, gone -> node.atEnd.accept(gone)));
        return node;
    }

    /** A node without a version in common may be dead already: then its lease can be broken after a while. */
    private static void awaitCommonVersion(Nodes nodes, NodeInfo self, LeaseTimes times, LongSupplier clock) {
        long begin = clock.getAsLong();
        Map<String, Long> seen = new HashMap<>();
        while (true) {
            nodes.look();
            Optional<Node> stranger = nodes.others().values().stream()
                    .filter(node -> node.isUp() && !node.understands(self))
                    .findAny();
            if (stranger.isEmpty()) {
                return;
            }
            Node one = stranger.get();
            Long before = seen.putIfAbsent(one.id(), one.revision());
            boolean lives = before != null && before != one.revision();
            if (lives
                    || clock.getAsLong() - begin
                            > times.patience().plus(times.doubt()).toNanos()) {
                throw EngineException.refused(TEXTS.say(
                        "node.version", one.info().address(), one.info().version()));
            }
            LockSupport.parkNanos(times.refresh().toNanos());
        }
    }

    private void start(LeaseTimes times, NameSweep sweep) {
        long refresh = times.refresh().toNanos();
        refreshing.every(refresh, lease::refresh);
        judging.every(refresh / JUDGEMENTS, lease::judge);
        looking.every(refresh, () -> untilTheNextTime(nodes::look));
        sweeping.every(times.patience().toNanos(), () -> untilTheNextTime(sweep::sweep));
    }

    private static void untilTheNextTime(Runnable task) {
        try {
            task.run();
        } catch (EngineException e) {
            LOG.debug("The nodes of the cluster cannot be seen: {}", e.getMessage());
        }
    }

    /**
     * Does something when other nodes are gone, whose ids it gets: at the node that removes their names, or at several, and
     * perhaps more than once. If it fails with an {@link EngineException}, it is tried again.
     */
    public void onEnd(Consumer<Set<String>> end) {
        atEnd = end;
    }

    /** Its clients connect there, which it did not know when it joined. For one thread. */
    public void listensAt(String address) {
        lease.isAt(address);
        refreshing.after(0, lease::refresh);
    }

    /** The right of this node to act by the names of its users. */
    public NodeLease lease() {
        return lease;
    }

    /** Where its clients connect, for operators. */
    public String address() {
        return lease.address();
    }

    /** Looks at the others at once: there is a new one. Waits for nobody, and may be called all the time. */
    public void lookSoon() {
        if (!looksSoon.getAndSet(true)) {
            looking.after(0, () -> {
                looksSoon.set(false);
                untilTheNextTime(nodes::look);
            });
        }
    }

    /** The claims of names, of which those of nodes that are gone are removed. */
    public Bucket names() {
        return names;
    }

    /** Whether that is the id of another server, and not of one that is gone. What claims to come from any other is not believed. */
    public boolean isOther(String id) {
        return Node.isId(id) && !lease().valid(id) && !nodes().isGone(id);
    }

    /** The others. */
    public Nodes nodes() {
        return nodes;
    }

    /** Leaves the cluster, when the sessions are away: their names are free then. Waits for the engine, some seconds at most. */
    @Override
    public void close() {
        refreshing.close();
        judging.close();
        looking.close();
        sweeping.close();
        lease.close();
    }
}
