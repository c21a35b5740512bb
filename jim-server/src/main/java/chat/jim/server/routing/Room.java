package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One room: its name as first written, and its members. Only {@link Rooms} adds and removes them, one at a time. From any
 * thread.
 */
public final class Room {
    /** See {@link #newest}. */
    public static final long UNKNOWN = -1;

    private final Address name;
    private final long kept;
    private final @Nullable AccountKey maker;

    /** False once there were too many rooms of that maker. Set by {@link Rooms}. */
    private volatile boolean mayStay = true;

    /** See {@link #newest}. */
    private final AtomicLong newest = new AtomicLong(UNKNOWN);

    /** Whether it stays when the last one leaves. Set by {@link Rooms}. */
    private volatile boolean staying;

    private final Set<Holder> members = ConcurrentHashMap.newKeySet();
    private final ListCache names = new ListCache();

    /** The members, in an array that never changes: who leaves and joins again during a delivery gets the message once. */
    private volatile Holder[] all = {};

    /**
     * @param kept for how long what is said is kept, see {@link HistoryPolicy}
     * @param maker null for a guest, and for a room from before a restart
     */
    Room(Address name, long kept, @Nullable AccountKey maker) {
        this.name = name;
        this.kept = kept;
        this.maker = maker;
    }

    /** The room's name as first written. */
    public Address name() {
        return name;
    }

    /** For how long what is said here is kept, see {@link HistoryPolicy}. */
    public long kept() {
        return kept;
    }

    /** Whether what is said here is kept. */
    public boolean isKept() {
        return kept != HistoryPolicy.OFF;
    }

    /** The id of the newest message that was kept; 0 if there is none, {@link #UNKNOWN} if nobody has asked yet. */
    public long newest() {
        return newest.get();
    }

    /** There is a message of that id, or none if that is 0. */
    public void setNewest(long id) {
        newest.accumulateAndGet(id, Math::max);
    }

    @Nullable
    AccountKey maker() {
        return maker;
    }

    boolean mayStay() {
        return mayStay;
    }

    void setMayStay(boolean may) {
        mayStay = may;
    }

    boolean isStaying() {
        return staying;
    }

    void setStaying(boolean stays) {
        staying = stays;
    }

    boolean add(Holder member) {
        boolean added = members.add(member);
        if (added) {
            Holder[] more = Arrays.copyOf(all, all.length + 1);
            more[all.length] = member;
            all = more;
            names.changed();
        }
        return added;
    }

    boolean remove(Holder member) {
        boolean removed = members.remove(member);
        if (removed) {
            all = Stream.of(all).filter(each -> each != member).toArray(Holder[]::new);
            names.changed();
        }
        return removed;
    }

    /** The members. */
    Stream<Holder> members() {
        return Stream.of(all);
    }

    /** Whether the room has no members. */
    public boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether that is a member. */
    public boolean has(Holder member) {
        return members.contains(member);
    }

    /**
     * Hands the message to all members, and to the sender's other sessions, but to the sender itself only if its program
     * expects that. See {@link Holder#deliver}.
     * Returns to how many others it was handed.
     */
    int deliver(OutgoingMsg msg, Peer sender) {
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
        Holder own = source.holder();
        for (Holder member : all) {
            if (member != own) {
                member.tell(notice, source);
            }
        }
    }

    /** The same, but to all other sessions that have asked for ids. */
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
