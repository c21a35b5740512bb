package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.list.ListCache;
import chat.jim.server.list.NameList;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.wire.Frame;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One room: what it is, and its members. Only {@link Rooms} adds and removes them, one at a time. From any thread.
 */
public final class Room {
    /** See {@link #newest}. */
    public static final long UNKNOWN = -1;

    private volatile long kept;

    private final Rights rights = new Rights();

    /** Held while somebody changes what the room is, or who is what in it: they decide one after another. */
    private final ReentrantLock lock = new ReentrantLock();

    /** What the room is. Set by {@link Rooms}. */
    private volatile Kept settings;

    /** Whether some of its members may not speak, so that each message has to be looked at. Set by {@link Rooms}. */
    private volatile boolean restricted;

    /** False if there are too many already. Set by {@link Rooms}. */
    private volatile boolean mayStay = true;

    private final boolean byAccount;

    /** See {@link #newest}. */
    private final AtomicLong newest = new AtomicLong(UNKNOWN);

    /** Whether it stays when the last one leaves since something is kept that was said there. Set by {@link Rooms}. */
    private volatile boolean keptOpen;

    /** Whether the store has not taken what the room is. Set by {@link RoomWriter}. */
    private volatile boolean unwritten;

    /** How many members are connected to other servers. Changed by {@link Rooms}, one at a time. */
    private volatile int spread;

    private final Set<Holder> members = ConcurrentHashMap.newKeySet();
    private final ListCache names = new ListCache();

    /** The members, in an array that never changes: who leaves and joins again during a delivery gets the message once. */
    private volatile Holder[] all = {};

    /**
     * @param byAccount whether somebody with an account has made it
     * @param policy for how long what is said is kept
     */
    Room(Kept settings, boolean byAccount, HistoryPolicy policy) {
        this.settings = settings;
        this.byAccount = byAccount;
        kept = policy.of(settings.name(), byAccount);
        restricted = settings.moderated();
    }

    /** The room's name as first written. */
    public Address name() {
        return settings.name();
    }

    /** What the room is. */
    public Kept settings() {
        return settings;
    }

    /** Who is what in it. */
    public Rights rights() {
        return rights;
    }

    /**
     * Does that while nobody else changes what the room is, or who is what in it. It may wait for the store. Call this while you
     * hold no lock of a holder.
     */
    public <T> T governed(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    void set(Kept changed) {
        settings = changed;
    }

    /** Looks anew whether some may not speak. */
    void restrict() {
        restricted = settings.moderated() || rights.hasMuted();
    }

    /** Whether some of its members may not speak. */
    public boolean isRestricted() {
        return restricted;
    }

    /** Whether somebody with an account has made it. */
    public boolean isByAccount() {
        return byAccount;
    }

    /** For how long what is said here is kept, see {@link HistoryPolicy}. */
    public long kept() {
        return kept;
    }

    /** It is kept as that policy says from now on, if that is shorter. */
    synchronized void shorten(HistoryPolicy policy) {
        kept = HistoryPolicy.shorter(kept, policy.of(name(), byAccount));
    }

    /** Whether what is said here is kept, or was. */
    public boolean isKept() {
        return kept != HistoryPolicy.OFF;
    }

    /** Whether what is said here from now on is kept. */
    public boolean keeps() {
        return isKept() && settings.keeps();
    }

    /** The id of the newest message that was kept; 0 if there is none, {@link #UNKNOWN} if nobody has asked yet. */
    public long newest() {
        return newest.get();
    }

    /** There is a message of that id, or none if that is 0. */
    public void setNewest(long id) {
        newest.accumulateAndGet(id, Math::max);
    }

    boolean mayStay() {
        return mayStay;
    }

    void setMayStay(boolean may) {
        mayStay = may;
    }

    boolean isUnwritten() {
        return unwritten;
    }

    void setUnwritten(boolean is) {
        unwritten = is;
    }

    boolean isKeptOpen() {
        return keptOpen;
    }

    void setKeptOpen(boolean isOpen) {
        keptOpen = isOpen;
    }

    /** Whether it stays when the last one leaves. */
    boolean isStaying() {
        return keptOpen || settings.owned();
    }

    boolean add(Holder member) {
        boolean added = members.add(member);
        if (added) {
            Holder[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = member;
            all = more;
            count(member, 1);
            names.changed();
        }
        return added;
    }

    private void count(Holder member, int more) {
        int before = spread;
        spread = member.isElsewhere() ? before + more : before;
    }

    boolean remove(Holder member) {
        boolean removed = members.remove(member);
        if (removed) {
            all = Stream.of(all).filter(each -> each != member).toArray(Holder[]::new);
            count(member, -1);
            names.changed();
        }
        return removed;
    }

    /** The members; who has been there for longer comes first. */
    public Stream<Holder> members() {
        return Stream.of(all);
    }

    /** How many members it has. */
    public int size() {
        return all.length;
    }

    /** Whether the room has no members. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether some of its members are connected to other servers. */
    public boolean isSpread() {
        return spread > 0;
    }

    /** Whether that is a member. */
    public boolean has(Holder member) {
        return members.contains(member);
    }

    /**
     * Hands the message to all members, and to the sender's other sessions, but to the sender itself only if its program
     * expects that. See {@link Holder#deliver}.
     * Returns to how many others it was handed here; the message knows to which servers it has to be carried.
     */
    public int deliver(OutgoingMsg msg, Peer sender) {
        Holder own = sender.holder();
        int reached = 0;
        for (Holder member : all) {
            if (member != own) {
                reached += member.deliver(msg, sender) ? 1 : 0;
            }
        }
        own.deliverToOthers(msg, sender);
        if (sender.expectsEcho()) {
            sender.deliver(msg, sender);
        }
        return reached;
    }

    /** Sends a notice about {@code source} to all other members; see {@link Peer#tell(Frame, Peer)}. */
    public void tell(Frame notice, Peer source) {
        tell(notice, source, source.holder());
    }

    /** Sends a notice of what {@code source} has done to all other sessions of members, but to none of {@code except}. */
    public void tell(Frame notice, Peer source, @Nullable Holder except) {
        for (Holder member : all) {
            if (member != except) {
                member.tell(notice, source);
            }
        }
    }

    /** Sends a notice to all members. */
    public void tell(Frame notice) {
        for (Holder member : all) {
            member.tell(notice);
        }
    }

    /** Sends a notice about {@code source} to all other sessions that have asked for ids. */
    public void tellAskers(Frame notice, Peer source) {
        for (Holder member : all) {
            member.tellAskers(notice, source);
        }
    }

    /** The members' names. To sort them after a change costs less than the notices that the change has caused. */
    public NameList names() {
        return names.get(() -> NameList.of(Stream.of(all).map(Holder::name).flatMap(Stream::ofNullable)));
    }
}
