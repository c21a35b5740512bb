package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is online, by name. A peer claims a name first, which keeps others off it, and is found by it once it is online: so
 * nothing reaches a peer while it is not yet decided whether it may have the name. All methods may be called from any
 * thread.
 */
public final class Directory {
    private final Map<Address, Peer> claimed = new ConcurrentHashMap<>();

    /** Gives the name to the peer; false if another one has it. Of many that ask at once, one gets it. */
    public boolean claim(Address name, Peer peer) {
        return claimed.putIfAbsent(name, peer) == null;
    }

    /** Whether a peer has the name, online or not yet. */
    public boolean isClaimed(Address name) {
        return claimed.containsKey(name);
    }

    /** Takes the name from the peer; does nothing if another one has it by now. */
    public void release(Address name, Peer peer) {
        claimed.remove(name, peer);
    }

    /** The peer online by that name, or null. */
    public @Nullable Peer find(Address name) {
        Peer peer = claimed.get(name);
        return peer != null && name.equals(peer.name()) ? peer : null;
    }

    /** All peers that are online. */
    public Stream<Peer> peers() {
        return claimed.values().stream().filter(peer -> peer.name() != null);
    }

    /** The names online, as they were first written. */
    public Stream<Address> names() {
        return peers().map(Peer::name).flatMap(Stream::ofNullable);
    }
}
