package chat.jim.server.peer;

import chat.jim.protocol.Address;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who has a name: a guest, or an account with all its sessions. What belongs to all of them is kept here: their rooms and
 * their status. You may call a method from any thread unless it says otherwise.
 */
public final class Holder {
    private static final Peer[] NOBODY = {};

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();

    /** Told of a room that has put them out, if they are connected to another server. */
    private final @Nullable Consumer<Address> expulsion;

    /** Held while a session comes, goes, joins or leaves, so that all sessions agree on what they have in common. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Held while a session joins or leaves a room that may be at another server: longer than the lock, and taken before it. */
    private final ReentrantLock turn = new ReentrantLock();

    /** The rooms that all sessions are in, and whether they are there quietly. Guarded by the lock. */
    private final Map<Address, Boolean> rooms = new HashMap<>();

    /** The sessions that are online, the oldest first, in an array that never changes. Set under the directory's lock. */
    private volatile Peer[] sessions = NOBODY;

    /** Stays when all are offline: a sender that has just found them by their name must still ask their mailbox. */
    private volatile @Nullable AccountKey account;

    /** What they say of themselves; empty if nothing, and while nobody is online. */
    private volatile String status = "";

    /** Since when somebody is online, in UNIX seconds. */
    private volatile long since;

    /** When those sessions have sent a message last that have gone. Set under the directory's lock. */
    private volatile long lastMessage;

    /** Whether nobody is to be told when they were active. */
    private volatile boolean hidden;

    /** Whether the account may do everything in every room. */
    private volatile boolean operator;

    /** Whether the account wishes that its talks are kept, and the server allows it. */
    private volatile boolean keepsTalks;

    /** @param account null for a guest, and as long as the account is being made */
    public Holder(@Nullable AccountKey account) {
        this.account = account;
        expulsion = null;
    }

    /**
     * Somebody who is connected to another server, and in rooms of this one.
     *
     * @param expulsion told of a room that has put them out
     */
    public Holder(@Nullable AccountKey account, Consumer<Address> expulsion) {
        this.account = account;
        this.expulsion = expulsion;
    }

    /** A number that no other holder of this process has. */
    public long number() {
        return number;
    }

    /** A session is online. Only for the directory. Returns whether it is the first one. */
    public boolean add(Peer peer) {
        account = peer.account();
        Peer[] before = sessions;
        if (!List.of(before).contains(peer)) {
            Peer[] more = Arrays.copyOf(before, before.length + 1);
            more[before.length] = peer;
            sessions = more;
        }
        return before.length == 0;
    }

    /** A session is online no more. Only for the directory. Returns whether it was the last one. */
    public boolean remove(Peer peer) {
        Peer[] before = sessions;
        sessions = Stream.of(before).filter(session -> session != peer).toArray(Peer[]::new);
        lastMessage = Math.max(lastMessage, peer.lastMessage());
        boolean last = sessions.length == 0 && before.length > 0;
        if (last) {
            status = "";
        }
        return last;
    }

    /** Does that while no session comes, goes, joins or leaves. It must not wait for a peer. */
    public <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /** Does that while no other session joins or leaves a room. It may wait for other servers; call it without the lock. */
    public <T extends @Nullable Object> T inTurn(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** The rooms that all sessions are in, and whether they are there quietly; to be changed, too. Only under the lock. */
    public Map<Address, Boolean> rooms() {
        return rooms;
    }

    /** Whether they are connected to another server. */
    public boolean isElsewhere() {
        return expulsion != null;
    }

    /** A room has put them out. Only under the lock. */
    public void expelledFrom(Address room) {
        rooms.remove(room);
        if (expulsion != null) {
            expulsion.accept(room);
        }
    }

    /** The sessions that are online, the oldest first. */
    public Stream<Peer> sessions() {
        return Stream.of(sessions);
    }

    /** How many sessions are online. */
    public int count() {
        return sessions.length;
    }

    /** The name under which they are online; null if nobody is. */
    public @Nullable Address name() {
        Peer[] online = sessions;
        return online.length == 0 ? null : online[0].name();
    }

    /** The account with which they are online, or were the last time; null for a guest. */
    public @Nullable AccountKey account() {
        return account;
    }

    /** What they say of themselves; empty if nothing, and while nobody is online. */
    public String status() {
        return status;
    }

    /** Sets the status. */
    public void setStatus(String newStatus) {
        status = newStatus;
    }

    /** By what the rules of a room know who this is: the id of the account, or where a guest comes from. */
    public String subject() {
        AccountKey key = account;
        Peer[] online = sessions;
        return key != null ? key.id() : online.length == 0 ? "" : online[0].subject();
    }

    /** Since when somebody is online, in UNIX seconds. */
    public long since() {
        return since;
    }

    /** The first session comes online. */
    public void setSince(long second) {
        since = second;
    }

    /** When they have sent a message last, or else come online, in UNIX seconds. */
    public long lastMessage() {
        long ofSessions = sessions().mapToLong(Peer::lastMessage).max().orElse(0);
        return Math.max(Math.max(since, lastMessage), ofSessions);
    }

    /** Whether nobody is to be told when they were active (PROTOCOL.md, section 13). */
    public boolean isHidden() {
        return hidden;
    }

    /** Sets that. */
    public void setHidden(boolean isHidden) {
        hidden = isHidden;
    }

    /** Whether the account may do everything in every room (PROTOCOL.md, section 13). */
    public boolean isOperator() {
        return operator;
    }

    /** Sets that. */
    public void setOperator(boolean isOperator) {
        operator = isOperator;
    }

    /** Whether the account wishes that its talks are kept (PROTOCOL.md, section 12). */
    public boolean keepsTalks() {
        return keepsTalks;
    }

    /** Sets what the account wishes. */
    public void setKeepsTalks(boolean wish) {
        keepsTalks = wish;
    }

    /** Whether somebody is online, and no program reads messages. */
    public boolean onlyWrites() {
        Peer[] online = sessions;
        return online.length > 0 && Stream.of(online).allMatch(Peer::onlyWrites);
    }

    /** The key that one of them has sent in a presence (PROTOCOL.md, appendix), or null. */
    public @Nullable String publicKey() {
        return sessions()
                .flatMap(session -> Stream.ofNullable(session.dialect().publicKey()))
                .findFirst()
                .orElse(null);
    }

    /** Hands the message to each session, see {@link Peer#deliver}. False if it will arrive nowhere. */
    public boolean deliver(OutgoingMsg msg, Sender sender) {
        boolean arrives = false;
        for (Peer session : sessions) {
            arrives |= session.deliver(msg, sender);
        }
        return arrives;
    }

    /** Hands a message of one session to the others. */
    public void deliverToOthers(OutgoingMsg msg, Peer sender) {
        for (Peer session : sessions) {
            if (session != sender) {
                session.deliver(msg, sender);
            }
        }
    }

    /** Hands each session a notice, see {@link Peer#tell(Frame)}. */
    public void tell(Frame notice) {
        for (Peer session : sessions) {
            session.tell(notice);
        }
    }

    /** Hands a notice about {@code source} to each session but itself, see {@link Peer#tell(Frame, Peer)}. */
    public void tell(Frame notice, Peer source) {
        for (Peer session : sessions) {
            if (session != source) {
                session.tell(notice, source);
            }
        }
    }

    /** Hands a notice to each session that has asked for ids, see {@link Peer#tell(Frame)}. */
    public void tellAskers(Frame notice) {
        for (Peer session : sessions) {
            if (session.wantsIds()) {
                session.tell(notice);
            }
        }
    }

    /** Hands a notice about {@code source} to each session that has asked for ids, but itself. */
    public void tellAskers(Frame notice, Peer source) {
        for (Peer session : sessions) {
            if (session != source) {
                session.tellAsker(notice, source);
            }
        }
    }
}
