package chat.jim.server.cluster.node;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Removes the names of nodes that are gone, and later what is left of those nodes. The node with the smallest id does it for
 * all; if two think that they are that one, they only do the same twice. For one thread, which it keeps waiting.
 */
final class NameSweep {
    /** By then nobody can still write a name for a node that is gone. */
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final Bucket nodesBucket;
    private final Bucket names;
    private final NodeLease own;
    private final Nodes nodes;
    private final Consumer<Set<String>> atEnd;

    /** The nodes whose names are removed, by this process. */
    private final Set<String> swept = new HashSet<>();

    /** @param atEnd does what else is to be done when nodes are gone, perhaps more than once; if it throws, it is tried again */
    NameSweep(Bucket nodesBucket, Bucket names, NodeLease own, Nodes nodes, Consumer<Set<String>> atEnd) {
        this.atEnd = atEnd;
        this.nodesBucket = nodesBucket;
        this.names = names;
        this.own = own;
        this.nodes = nodes;
    }

    /** Does what is to be done. */
    void sweep() {
        String id = own.id();
        Map<String, Node> others = nodes.others();
        if (id == null
                || others.values().stream()
                        .anyMatch(node -> node.isUp() && node.id().compareTo(id) < 0)) {
            return;
        }
        Set<Node> gone = others.values().stream().filter(node -> !node.isUp()).collect(Collectors.toSet());
        Set<String> ids = gone.stream().map(Node::id).collect(Collectors.toSet());
        Set<Node> forgotten = gone.stream().filter(NameSweep::isLongGone).collect(Collectors.toSet());
        if (!swept.containsAll(ids) || !forgotten.isEmpty()) {
            if (!remove(ids, id)) {
                return;
            }
            Set<String> fresh = new HashSet<>(ids);
            fresh.removeAll(swept);
            atEnd.accept(fresh);
        }
        forgotten.forEach(node -> nodesBucket.delete(node.revision()));
        swept.clear();
        swept.addAll(ids);
    }

    private static boolean isLongGone(Node node) {
        return Nodes.now() - node.goneAt() > FORGOTTEN.toSeconds();
    }

    /** Removes all names of these nodes. False if this node was cut off meanwhile. */
    private boolean remove(Set<String> ids, String own) {
        for (Entry entry = names.next(1); entry != null; entry = names.next(entry.revision() + 1)) {
            if (!this.own.valid(own)) {
                return false;
            }
            String holder = holder(entry);
            if (holder != null && ids.contains(holder)) {
                names.delete(entry.revision());
            }
        }
        return true;
    }

    private static @Nullable String holder(Entry entry) {
        try {
            return JsonLine.of(entry.value()).optionalText("n");
        } catch (ProtocolException e) {
            return null; // nobody's that we know
        }
    }
}
