package chat.jim.server.cluster.check;

import chat.jim.codec.JsonLine;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.Bucket.Entry;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.node.LeaseTimes;
import chat.jim.server.cluster.node.Node;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which servers of a chat are up, and whether names belong to others. */
final class NodeCheck {
    /** More than a server takes from one refresh of its lease to the next. */
    private static final long PAUSE_MILLIS =
            LeaseTimes.USUAL.refresh().multipliedBy(2).toMillis();

    /** A chat may have very many names; the first ones show whether something is wrong. */
    private static final int MOST_NAMES = 10_000;

    private final Engine engine;
    private final Findings findings;

    NodeCheck(Engine engine, Findings findings) {
        this.engine = engine;
        this.findings = findings;
    }

    void run() throws InterruptedException {
        Bucket bucket = engine.plainBucket("NODES");
        Map<String, Node> before = nodes(bucket);
        Thread.sleep(PAUSE_MILLIS);
        Map<String, Node> now = nodes(bucket);
        List<Node> up = now.values().stream()
                .filter(Node::isUp)
                .sorted(Comparator.comparing(node -> node.info().address()))
                .toList();
        up.forEach(node -> {
            Node earlier = before.get(node.id());
            boolean isSilent = earlier != null && earlier.revision() == node.revision();
            String where = node.info().address();
            if (isSilent) {
                findings.wrong("check.silent", where, node.id());
            } else {
                findings.fine("check.up", where, node.info().version(), node.id());
            }
        });
        if (up.isEmpty()) {
            findings.wrong("check.nobody");
        }
        int gone = now.size() - up.size();
        if (gone > 0) {
            findings.note("check.gone", gone);
        }
        checkNames(up.stream().map(Node::id).collect(Collectors.toSet()));
    }

    private static Map<String, Node> nodes(Bucket bucket) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Entry entry : bucket.entries()) {
            Node node = Node.read(entry, 0);
            if (node != null) {
                nodes.put(node.id(), node);
            }
        }
        return nodes;
    }

    private void checkNames(Set<String> up) {
        Bucket names = engine.bucket("NAMES");
        int seen = 0;
        int lost = 0;
        for (Entry entry = names.next(1);
                entry != null && seen < MOST_NAMES;
                entry = names.next(entry.revision() + 1)) {
            seen++;
            if (!up.contains(holder(entry))) {
                lost++;
            }
        }
        if (lost == 0) {
            findings.fine(seen == MOST_NAMES ? "check.names.first" : "check.names", seen);
        } else {
            findings.wrong("check.lost", lost, seen);
        }
    }

    private static String holder(Entry entry) {
        try {
            return Objects.requireNonNullElse(JsonLine.of(entry.value()).optionalText("n"), "");
        } catch (ProtocolException e) {
            return ""; // of no server that we know
        }
    }
}
