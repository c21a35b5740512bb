package chat.jim.server.cluster.node;

import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.EngineException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other nodes, as the engine has shown them at the last look. Whose lease was not refreshed for a long time, by the clock
 * of this process, is broken: from then on that node cannot refresh it, and its names may be taken.
 */
public final class Nodes {
    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);
    private static final long MILLIS = 1_000;
    private static final int MOST_MISSING = 10_000;

    private final Bucket bucket;
    private final NodeLease own;
    private final LeaseTimes times;
    private final LongSupplier clock;

    /** Written by the one thread that looks. Includes this node, with all of its ids. */
    private volatile Map<String, Node> seen = Map.of();

    /** Those that somebody has asked for and that are not in the engine, since when. */
    private final Map<String, Long> missing = new ConcurrentHashMap<>();

    /** When the last look was begun that has succeeded. */
    private volatile long lookedAt;

    private volatile boolean isLookedAt;

    Nodes(Bucket bucket, NodeLease own, LeaseTimes times, LongSupplier clock) {
        this.bucket = bucket;
        this.own = own;
        this.times = times;
        this.clock = clock;
    }

    /** Seconds since 1970. */
    static long now() {
        return System.currentTimeMillis() / MILLIS;
    }

    /** By their ids, up and gone. Those that went long ago are forgotten. */
    public Map<String, Node> others() {
        Map<String, Node> others = new LinkedHashMap<>(seen);
        others.remove(own.id());
        return others;
    }

    /** One of them; null if there is none: that proves nothing, it may have just begun. */
    public @Nullable Node find(String id) {
        return seen.get(id);
    }

    /**
     * Whether a node is known to be gone: it never comes back. One that is not in the engine may have just begun, since another
     * server of the engine may answer late. If it is not there for longer than a lease lasts, it is gone, too: what is left of a
     * node is removed after a day.
     */
    public boolean isGone(String id) {
        Node node = seen.get(id);
        if (node != null) {
            return !node.isUp();
        }
        if (missing.size() >= MOST_MISSING) {
            missing.clear();
        }
        long since = missing.computeIfAbsent(id, any -> clock.getAsLong());
        return isLookedAt
                && lookedAt - since > times.patience().plus(times.lease()).toNanos();
    }

    /**
     * The same, for a node that does not answer: looks once more. Waits for the engine.
     *
     * @throws EngineException the engine does not answer
     */
    public boolean isGoneNow(String id) {
        Entry entry = bucket.get(id);
        Node node = entry == null ? null : Node.read(entry, clock.getAsLong());
        return node != null && !node.isUp();
    }

    /**
     * Looks at all leases, and breaks those that are over. Call it again and again, on one thread; it waits for the engine.
     *
     * @throws EngineException the engine does not answer: what was seen before still stands
     */
    void look() {
        Map<String, Node> fresh = new LinkedHashMap<>();
        long begun = clock.getAsLong();
        for (Entry entry : bucket.entries()) {
            Node node = Node.read(entry, clock.getAsLong());
            if (node != null) {
                fresh.put(node.id(), looked(node));
            }
        }
        seen = Map.copyOf(fresh);
        missing.keySet().removeAll(fresh.keySet());
        lookedAt = begun;
        isLookedAt = true;
    }

    private Node looked(Node node) {
        Node before = seen.get(node.id());
        if (before == null || before.revision() != node.revision()) {
            return node;
        }
        boolean isOver = node.isUp()
                && !node.id().equals(own.id())
                && clock.getAsLong() - before.seenAt() >= times.patience().toNanos();
        if (isOver
                && bucket.put(node.id(), NodeInfo.gone(now()), node.revision()).isPresent()) {
            LOG.warn(
                    "The node {} at {} has been silent for too long: its names are free",
                    node.id(),
                    node.info().address());
        }
        return before;
    }
}
