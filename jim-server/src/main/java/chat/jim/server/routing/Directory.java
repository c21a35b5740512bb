package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.list.NameList;
import chat.jim.server.list.SortedNames;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.AccountKey;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

    private final @Nullable Others others;
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
     * @param peer who wants it; null if that is somebody at another server
     * @param account whose sessions are others that may stay; null for a guest, beside whom nobody stays
     * @param replaced whether a peer of that holder has to go
     * @param most the most sessions that there may be then
     * @param right by what right it is wished for at other servers
     */
    public record Wish(
            @Nullable Peer peer,
            @Nullable AccountKey account,
            BiPredicate<Holder, Peer> replaced,
            int most,
            Others.Right right) {}

    /** Those of this server; {@code others} are those of its chat, null if there are none. */
    public Directory(@Nullable Others others) {
        this.others = others;
    }

    /**
     * Gives the name to the peer; false if somebody has it. Of several claims at once, one succeeds. Waits for the other
     * servers.
     *
     * @throws ProtocolException 503 if they do not answer
     */
    public boolean claim(Address name, Peer peer) {
        return claims.putIfAbsent(name, Claim.of(peer, null)) == null && claimAmongOthers(name, peer, null);
    }

    /** The name is this peer's here: has it be at no other server. If that fails, the peer does not have it any more. */
    private boolean claimAmongOthers(Address name, Peer peer, Others.@Nullable Right right) {
        if (others == null) {
            return true;
        }
        boolean claimed = false;
        try {
            claimed = others.claim(name, right, peer::isThere);
        } finally {
            if (!claimed) {
                release(name, peer);
            }
        }
        return claimed;
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
     * @throws ProtocolException 503 if the other servers do not answer
     */
    public Outcome takeOver(Address name, Wish wish, Consumer<Peer> dismissal, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Outcome outcome = settle(name, wish, dismissal, deadline);
        while (outcome == Outcome.REFUSED && isJustAskedFor(name) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(PAUSE);
            outcome = settle(name, wish, dismissal, deadline);
        }
        Peer comer = wish.peer();
        if (outcome != Outcome.GIVEN || comer == null) {
            return outcome;
        }
        return claimAmongOthers(name, comer, wish.right()) ? outcome : Outcome.REFUSED;
    }

    /** Whether somebody here is waiting whether the other servers let him have the name. */
    private boolean isJustAskedFor(Address name) {
        return others != null && isClaimed(name) && !others.isHere(name);
    }

    private Outcome settle(Address name, Wish wish, Consumer<Peer> dismissal, long deadline) {
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
            Peer comer = wish.peer();
            Claim claim = comer == null ? claims.get(name) : claims.putIfAbsent(name, Claim.of(comer, wish.account()));
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
            } else if (staying >= wish.most() || (staying > 0 && comer == null)) {
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
        Peer comer = wish.peer();
        if (comer == null) {
            remove(name, claim);
        } else if (claim.peers().isEmpty()) {
            claims.put(name, Claim.of(comer, wish.account()));
        } else {
            claim.peers().add(comer);
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
                remove(name, claim);
            }
        }
    }

    /** Nobody has the name here. It is released first: whoever claims it here next must not find it claimed. */
    private void remove(Address name, Claim claim) {
        if (others != null) {
            others.release(name, claim.holder().account());
        }
        claims.remove(name);
    }

    /** Who is online under that name, or null. */
    public @Nullable Holder find(Address name) {
        Claim claim = claims.get(name);
        return claim != null && claim.holder().count() > 0 ? claim.holder() : null;
    }

    /** The same, also at other servers of the chat. Waits for them. */
    public @Nullable Holder findAnywhere(Address name) {
        Holder here = find(name);
        return here != null || others == null ? here : others.homes().person(name);
    }

    /** All peers that are online. */
    public Stream<Peer> peers() {
        return holders().flatMap(Holder::sessions);
    }

    /** All who have a name. Some may not be online. */
    public Stream<Holder> holders() {
        return claims.values().stream().map(Claim::holder);
    }

    /** The names that are online here, as they were first written. */
    public NameList names() {
        return online.list();
    }

    /** The same, with those that are online at other servers. */
    public NameList namesWith(Others.Names elsewhere) {
        return online.listWith(elsewhere.names());
    }

    /** Who is online at other servers. Waits for them. */
    public Others.Names elsewhere() {
        return others == null ? Others.Names.NONE : others.names();
    }

    /** What those say of themselves who are online at other servers. Waits for them. */
    public Map<Address, String> statusesElsewhere() {
        return others == null ? Map.of() : others.statuses();
    }

    /** Who has that name at another server, see {@link Others#find}. */
    public Others.@Nullable Somebody findElsewhere(Address name) {
        return others == null ? null : others.find(name);
    }

    /** Tells those of them who are online at other servers. */
    public void tellElsewhere(String news, List<AccountKey> readers) {
        if (others != null && !readers.isEmpty()) {
            others.tellNews(news, readers);
        }
    }

    /** Whether somebody has the name, here or, as far as can be told, at another server. */
    public boolean has(Address name) {
        return find(name) != null || (others != null && others.have(name));
    }
}
