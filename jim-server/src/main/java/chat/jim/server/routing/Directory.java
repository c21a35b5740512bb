package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.SortedNames;
import chat.jim.server.store.AccountKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds who is online by the names. A peer first claims a name, so that nobody else can have it, and is found once it is
 * online. So nothing reaches a peer before the server has decided whether it may have the name. Only the sessions of one
 * account have a name together. All methods may be called from any thread.
 */
public final class Directory {
    private final Map<Address, Claim> claims = new ConcurrentHashMap<>();

    /** The names of those who are online, spelled as in {@link Peer#name}. */
    private final SortedNames online = new SortedNames();

    /** Who gets a name next. Guards itself, all holders, and each change of who has a name that somebody had before. */
    private final Map<Address, Heir> heirs = new HashMap<>();

    /** What has become of the wish for a name. */
    public enum Outcome {
        /** The peer has it. */
        GIVEN,
        /** Somebody else has it. */
        REFUSED,
        /** The account has as many sessions as it may have. */
        FULL,
        /** Those who had to go first have not gone in time. */
        LATE
    }

    /**
     * A wish to have a name that others may have.
     *
     * @param account whose sessions are others that may stay; null for a guest, beside whom nobody stays
     * @param replaced whether a peer of that holder has to go
     * @param most the most sessions that there may be then
     */
    public record Wish(Peer peer, @Nullable AccountKey account, BiPredicate<Holder, Peer> replaced, int most) {}

    /** Those that have one name, whether they are online or not. */
    private record Claim(Holder holder, List<Peer> peers) {
        private static Claim of(Peer peer, @Nullable AccountKey account) {
            List<Peer> peers = new ArrayList<>(1);
            peers.add(peer);
            return new Claim(new Holder(account), peers);
        }

        private boolean isOf(@Nullable AccountKey account) {
            return account != null && account.equals(holder.account());
        }

        private List<Peer> replacedBy(Wish wish) {
            return peers.stream()
                    .filter(peer -> wish.replaced().test(holder, peer))
                    .toList();
        }
    }

    /**
     * The one who gets a name as soon as some have released it.
     *
     * @param settled what has become of the wish, once that is clear
     */
    private record Heir(Wish wish, List<Peer> leaving, CompletableFuture<Outcome> settled) {
        private static Heir waiting(Wish wish, List<Peer> leaving) {
            return new Heir(wish, leaving, new CompletableFuture<>());
        }

        private static Heir settled(Wish wish, Outcome outcome) {
            return new Heir(wish, List.of(), CompletableFuture.completedFuture(outcome));
        }

        private boolean isOf(Wish other) {
            return wish.peer() == other.peer();
        }

        /** Waits until then; false if it is not settled by then. */
        private boolean await(long deadline) {
            settled.copy()
                    .completeOnTimeout(Outcome.LATE, deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    .join();
            return settled.isDone();
        }
    }

    /** Gives the name to the peer; false if somebody has it. Of several claims at once, one succeeds. */
    public boolean claim(Address name, Peer peer) {
        return claims.putIfAbsent(name, Claim.of(peer, null)) == null;
    }

    /** Whether somebody has the name, even if nobody is online with it yet. */
    public boolean isClaimed(Address name) {
        return claims.containsKey(name);
    }

    /**
     * Gives the name to the peer as soon as those who have to go have released it, and to nobody else in between. Of several
     * who want it, one after the other gets it. Waits for that, up to {@code patience}.
     *
     * @param dismissal called once for each who has to go, to have it release the name soon
     */
    public Outcome takeOver(Address name, Wish wish, Consumer<Peer> dismissal, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Heir next = next(name, wish);
        while (!next.isOf(wish)) {
            if (!next.await(deadline)) {
                return Outcome.LATE;
            }
            next = next(name, wish);
        }
        next.leaving().forEach(dismissal);
        next.await(deadline);
        return withdraw(name, next);
    }

    /** Who gets the name next: who waits for it already, or else who has this wish, for whom it may be settled at once. */
    private Heir next(Address name, Wish wish) {
        synchronized (heirs) {
            Claim claim = claims.putIfAbsent(name, Claim.of(wish.peer(), wish.account()));
            if (claim == null) {
                return Heir.settled(wish, Outcome.GIVEN);
            }
            List<Peer> leaving = claim.replacedBy(wish);
            int staying = claim.peers().size() - leaving.size();
            Heir before = heirs.get(name);
            if (staying > 0 && !claim.isOf(wish.account())) {
                return Heir.settled(wish, Outcome.REFUSED);
            } else if (before != null) {
                return before;
            } else if (staying >= wish.most()) {
                return Heir.settled(wish, Outcome.FULL);
            }
            Heir heir = Heir.waiting(wish, leaving);
            if (leaving.isEmpty()) {
                give(name, claim, heir);
            } else {
                heirs.put(name, heir);
            }
            return heir;
        }
    }

    private void give(Address name, Claim claim, Heir heir) {
        Wish wish = heir.wish();
        if (claim.peers().isEmpty()) {
            claims.put(name, Claim.of(wish.peer(), wish.account()));
        } else {
            claim.peers().add(wish.peer());
        }
        heir.settled().complete(Outcome.GIVEN);
    }

    /** The heir waits no longer. Returns what has become of its wish. */
    private Outcome withdraw(Address name, Heir heir) {
        synchronized (heirs) {
            heirs.remove(name, heir);
            heir.settled().complete(Outcome.LATE); // unless it is already
            return heir.settled().join();
        }
    }

    /** Who has the name that the peer has claimed. Only for the thread of the peer's session. */
    public Holder holder(Address name) {
        return Objects.requireNonNull(claims.get(name)).holder();
    }

    /** Lists a peer that has come online under a name that it had claimed. Only for the thread of its session. */
    public void list(Peer peer) {
        synchronized (heirs) {
            if (peer.holder().add(peer)) {
                online.add(Objects.requireNonNull(peer.name()));
            }
        }
    }

    /**
     * Releases the name for the peer, spelled as it was online; does nothing if the peer does not have it. Only for the
     * thread of the peer's session.
     */
    public void release(Address name, Peer peer) {
        synchronized (heirs) {
            Claim claim = claims.get(name);
            if (claim == null || !claim.peers().remove(peer)) {
                return;
            }
            if (claim.holder().remove(peer)) {
                online.remove(name); // first, since the next who has the name may come online at once
            }
            Heir heir = heirs.get(name);
            if (heir != null && Collections.disjoint(heir.leaving(), claim.peers())) {
                heirs.remove(name);
                give(name, claim, heir);
            } else if (claim.peers().isEmpty()) {
                claims.remove(name);
            }
        }
    }

    /** Who is online under that name, or null. */
    public @Nullable Holder find(Address name) {
        Claim claim = claims.get(name);
        return claim != null && claim.holder().count() > 0 ? claim.holder() : null;
    }

    /** All peers that are online. */
    public Stream<Peer> peers() {
        return holders().flatMap(Holder::sessions);
    }

    /** All who have a name. Some may not be online. */
    public Stream<Holder> holders() {
        return claims.values().stream().map(Claim::holder);
    }

    /** The names that are online, as they were first written. */
    public NameList names() {
        return online.list();
    }
}
