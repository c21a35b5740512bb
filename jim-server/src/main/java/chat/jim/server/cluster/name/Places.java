package chat.jim.server.cluster.name;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.ThisNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * At which other servers names are. What was found is remembered for a while: the server there knows for sure, so a wrong
 * place costs a question, and nothing else. From any thread.
 */
public final class Places {
    private static final int MOST = 10_000;
    private static final long NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Bucket names;
    private final ThisNode self;
    private final Map<Address, Place> known = new ConcurrentHashMap<>();

    private record Place(String node, long until) {}

    /** As that server sees it. */
    public Places(ThisNode self) {
        names = self.names();
        this.self = self;
    }

    /**
     * The server where that name is; null if it is at no other one. May wait for the engine.
     *
     * @throws ProtocolException 503 if the engine does not tell
     */
    public @Nullable String find(Address name) {
        Place place = known.get(name);
        if (place != null
                && System.nanoTime() - place.until() < 0
                && !self.nodes().isGone(place.node())) {
            return place.node();
        }
        String node = read(name);
        if (node == null) {
            known.remove(name);
        } else {
            if (known.size() >= MOST) {
                known.clear();
            }
            known.put(name, new Place(node, System.nanoTime() + NANOS));
        }
        return node;
    }

    private @Nullable String read(Address name) {
        Bucket.Entry entry = entry(name);
        String node = entry == null ? null : Claim.of(entry).node();
        return node == null
                        || node.isEmpty()
                        || node.equals(self.lease().id())
                        || self.nodes().isGone(node)
                ? null
                : node;
    }

    private Bucket.@Nullable Entry entry(Address name) {
        try {
            return names.get(name.key());
        } catch (EngineException e) {
            throw new ProtocolException(
                    Code.UNAVAILABLE,
                    "The other servers cannot be asked for " + name + ": nothing was sent, try again later.");
        }
    }

    /**
     * Whether the name is claimed at all, also for a server that is gone. Waits for the engine.
     *
     * @throws ProtocolException 503 if the engine does not tell
     */
    public boolean isKnown(Address name) {
        return entry(name) != null;
    }

    /** What is remembered of that name counts no more. */
    public void forget(Address name) {
        known.remove(name);
    }

    /** The same as {@link #find}, which looks once more. Null also if the engine does not tell. */
    public @Nullable String findAnew(Address name) {
        forget(name);
        try {
            return find(name);
        } catch (ProtocolException e) {
            return null;
        }
    }

    /** The name is not there any more. */
    public void forget(Address name, String node) {
        known.computeIfPresent(name, (key, place) -> place.node().equals(node) ? null : place);
    }
}
