package chat.jim.server.cluster.node;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.text.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of the nodes: no two that are up have the same one. A node keeps the number of its last life if it can, and
 * otherwise takes one that nobody ever had, or that is free for the longest time: so what two nodes have made by one number,
 * one after the other, lies far apart in time.
 */
final class NodeNumbers {
    private static final Texts TEXTS = Texts.of(NodeNumbers.class);

    /** How many nodes there may be at a time: it is in all ids of messages. */
    static final int MOST = 64;

    /** With so many nodes that begin at once, some of them lose each time, but not this often. */
    private static final int TRIES = 2 * MOST;

    private static final List<String> KEYS =
            IntStream.range(0, MOST).mapToObj(Integer::toString).toList();

    /** Which node has which number. */
    private final Bucket numbers;

    private final Bucket leases;

    /**
     * A number.
     *
     * @param revision of what stands at it; 0 if nobody ever had it
     * @param goneAt since when it is free, in seconds since 1970
     */
    private record Free(int number, long revision, long goneAt) {}

    /** In that engine, for the nodes that have these leases. */
    NodeNumbers(Engine engine, Bucket leases) {
        this(engine.plainBucket("NUMBERS"), leases);
    }

    NodeNumbers(Bucket numbers, Bucket leases) {
        this.numbers = numbers;
        this.leases = leases;
    }

    /**
     * Gives a node a number, from 0 on, until its lease has ended.
     *
     * @param node its lease stands already
     * @param before under which it stood before; null if that is not known
     * @throws EngineException the engine does not answer, or all numbers are taken (refused)
     */
    int claim(String node, @Nullable String before) {
        for (int i = 0; i < TRIES; i++) {
            Map<Integer, Entry> taken = taken();
            for (Map.Entry<Integer, Entry> one : taken.entrySet()) {
                if (node(one.getValue()).equals(node)) {
                    return one.getKey(); // the answer was lost
                }
            }
            Free free = free(taken, before);
            String value = JsonLine.empty().with("n", node).toString();
            if (numbers.put(Integer.toString(free.number()), value, free.revision())
                    .isPresent()) {
                return free.number();
            }
        }
        throw EngineException.notSent("Too many nodes begin at once.");
    }

    private Map<Integer, Entry> taken() {
        Map<Integer, Entry> taken = new TreeMap<>();
        numbers.all(KEYS).forEach(entry -> taken.put(Integer.parseInt(entry.key()), entry));
        return taken;
    }

    private static String node(Entry entry) {
        try {
            return JsonLine.of(entry.value()).text("n");
        } catch (ProtocolException e) {
            return ""; // no node has written it
        }
    }

    private Free free(Map<Integer, Entry> taken, @Nullable String before) {
        for (Map.Entry<Integer, Entry> one : taken.entrySet()) {
            if (node(one.getValue()).equals(before)) {
                return new Free(one.getKey(), one.getValue().revision(), 0);
            }
        }
        for (int number = 0; number < MOST; number++) {
            if (!taken.containsKey(number)) {
                return new Free(number, 0, 0);
            }
        }
        return taken.entrySet().stream()
                .map(one -> free(one.getKey(), one.getValue()))
                .flatMap(Stream::ofNullable)
                .min(Comparator.comparingLong(Free::goneAt))
                .orElseThrow(() -> EngineException.refused(TEXTS.say("node.full", MOST)));
    }

    /** Null if its node is not known to be gone. */
    private @Nullable Free free(int number, Entry entry) {
        String id = node(entry);
        Entry lease = Node.isId(id) ? leases.get(id) : null;
        Node node = lease == null ? null : Node.read(lease, 0);
        if (node != null && node.isUp()) {
            return null;
        }
        return new Free(number, entry.revision(), node == null ? 0 : node.goneAt());
    }
}
