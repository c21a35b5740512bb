package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.Peer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /** Who gets a name when it is released. Guards itself, and each change of who has a name that somebody had before. */
    private final Map<Address, Heir> heirs = new HashMap<>();

    /** @param settled whether the peer got the name, once that is clear */
    private record Heir(Peer peer, CompletableFuture<Boolean> settled) {
        private Heir(Peer peer) {
            this(peer, new CompletableFuture<>());
        }

        /** Waits up to so many nanoseconds; false if it is not settled by then. */
        private boolean await(long nanos) {
            settled.copy().completeOnTimeout(false, nanos, TimeUnit.NANOSECONDS).join();
            return settled.isDone();
        }
    }

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
     * Gives the name to the peer as soon as its owner has released it, and to nobody else in between. Of several who want
     * it, one after the other gets it. Waits for that, up to {@code patience}.
     *
     * @param replaceable whether that owner of the name has to release it
     * @param dismissal called once for each such owner, to have it release the name soon
     * @return whether the peer has the name
     */
    public boolean takeOver(
            Address name, Peer peer, Predicate<Peer> replaceable, Consumer<Peer> dismissal, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Peer owner = claimed.putIfAbsent(name, peer);
        while (owner != null) {
            if (!replaceable.test(owner)) {
                return false;
            }
            Heir heir = new Heir(peer);
            Heir next = nextOf(name, owner, heir);
            if (heir.equals(next)) {
                dismissal.accept(owner);
                heir.await(deadline - System.nanoTime());
                return withdraw(name, heir);
            }
            if (next != null && !next.await(deadline - System.nanoTime())) {
                return false;
            }
            owner = claimed.putIfAbsent(name, peer);
        }
        return true;
    }

    /** Who gets the name after that owner: the heir, if there is none yet. Null if the owner is another one by now. */
    private @Nullable Heir nextOf(Address name, Peer owner, Heir heir) {
        synchronized (heirs) {
            return claimed.get(name) == owner ? heirs.computeIfAbsent(name, key -> heir) : null;
        }
    }

    /** The heir waits no longer. Returns whether it got the name. */
    private boolean withdraw(Address name, Heir heir) {
        synchronized (heirs) {
            heirs.remove(name, heir);
            heir.settled().complete(false); // unless it is already
            return heir.settled().join();
        }
    }

    /**
     * Releases the name of the peer, spelled as it was online; does nothing if another peer has it by now. Only for the
     * thread of the peer's session.
     */
    public void release(Address name, Peer peer) {
        synchronized (heirs) {
            if (claimed.get(name) != peer) {
                return;
            }
            online.remove(name); // first, since the next who has the name may come online at once
            Heir heir = heirs.remove(name);
            if (heir == null) {
                claimed.remove(name);
            } else {
                claimed.put(name, heir.peer());
                heir.settled().complete(true);
            }
        }
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
