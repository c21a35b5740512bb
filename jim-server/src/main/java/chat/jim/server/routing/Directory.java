package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.Peer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the peers that are online by their names. A peer first claims a name, so that no other peer can have it, and is
 * found once it is online. So nothing reaches a peer before the server has decided whether it may have the name. All
 * methods may be called from any thread.
 */
public final class Directory {
    private final Map<Address, Peer> claimed = new ConcurrentHashMap<>();

    /** The names of those who are online, spelled as in {@link Peer#name}. */
    private final SortedNames online = new SortedNames();

    /** Who gets the name of a peer when it is released. Changed together with {@link #claimed}, in one step of its. */
    private final Map<Peer, Heir> heirs = new ConcurrentHashMap<>();

    private record Heir(Peer peer, CompletableFuture<?> released) {}

    /** Gives the name to the peer; false if another peer has it. Of several claims at once, one succeeds. */
    public boolean claim(Address name, Peer peer) {
        return claimed.putIfAbsent(name, peer) == null;
    }

    /** Whether a peer has the name, even if it is not online yet. */
    public boolean isClaimed(Address name) {
        return claimed.containsKey(name);
    }

    /** Lists a peer that has come online under a name that it had claimed. Only for the thread of its session. */
    public void list(Peer peer) {
        online.add(Objects.requireNonNull(peer.name()));
    }

    /**
     * Gives the name to the peer as soon as {@code former} has released it, and to nobody else in between. Waits for that,
     * up to {@code patience}.
     *
     * @param end called once, to have {@code former} release the name soon
     * @return whether the peer has the name
     */
    public boolean takeOver(Address name, Peer former, Peer peer, Runnable end, Duration patience) {
        Heir heir = new Heir(peer, new CompletableFuture<>());
        whileOwned(name, owner -> {
            if (owner == former) {
                heirs.put(former, heir);
            }
        });
        end.run();
        if (claimed.get(name) == former) {
            heir.released()
                    .completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        whileOwned(name, owner -> heirs.remove(former, heir));
        return claimed.get(name) == peer || claim(name, peer);
    }

    private void whileOwned(Address name, Consumer<Peer> work) {
        claimed.computeIfPresent(name, (key, owner) -> {
            work.accept(owner);
            return owner;
        });
    }

    /**
     * Releases the name of the peer, spelled as it was online; does nothing if another peer has it by now. Only for the
     * thread of the peer's session.
     */
    public void release(Address name, Peer peer) {
        if (claimed.get(name) == peer) {
            online.remove(name); // first, since the next who has the name may come online at once
        }
        claimed.computeIfPresent(name, (key, owner) -> owner == peer ? heirOf(peer) : owner);
        Heir heir = heirs.remove(peer);
        if (heir != null) {
            heir.released().complete(null);
        }
    }

    private @Nullable Peer heirOf(Peer former) {
        Heir heir = heirs.get(former);
        return heir == null ? null : heir.peer();
    }

    /** The peer that is online under that name, or null. */
    public @Nullable Peer find(Address name) {
        Peer peer = claimed.get(name);
        return peer != null && name.equals(peer.name()) ? peer : null;
    }

    /** All peers that are online. */
    public Stream<Peer> peers() {
        return claimed.values().stream().filter(peer -> peer.name() != null);
    }

    /** The names that are online, as they were first written. */
    public NameList names() {
        return online.list();
    }
}
