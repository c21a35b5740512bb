package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.cluster.name.Places;
import chat.jim.server.history.History;
import chat.jim.server.room.Room;
import chat.jim.server.room.Rooms;
import chat.jim.server.store.StoreException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which server is the home of which room: the one that has claimed its name. From any thread; what has to ask the engine waits
 * for it.
 */
final class Homes {
    private static final Logger LOG = LoggerFactory.getLogger(Homes.class);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    /** So long a room that nobody is in stays at home, since somebody may be about to enter it. */
    private static final long IDLE = TimeUnit.SECONDS.toNanos(10);

    private final ClusterNames names;
    private final Places places;
    private final Rooms rooms;
    private final @Nullable History history;

    /** The rooms that have their home here, and are loaded, with when each was asked for last. */
    private final Map<Address, Long> here = new ConcurrentHashMap<>();

    /** Held while a room gets its home here. */
    private final Map<Address, ReentrantLock> taking = new ConcurrentHashMap<>();

    /** The rooms that are about to have their homes here. */
    private final Set<Address> opening = ConcurrentHashMap.newKeySet();

    /** Brings those back who were in a room at its former home. Set before others ask. */
    private volatile Consumer<Address> members = room -> {};

    /** @param history null if nothing is kept in one */
    Homes(ClusterNames names, Places places, Rooms rooms, @Nullable History history) {
        this.history = history;
        this.names = names;
        this.places = places;
        this.rooms = rooms;
    }

    /** Sets what brings the members back when a room gets its home here. */
    void begin(Consumer<Address> bringingBack) {
        members = bringingBack;
    }

    /** Whether this server is the home, and knows what the room is. */
    boolean isHere(Address room) {
        return here.computeIfPresent(room, (key, asked) -> System.nanoTime()) != null && names.isHeld(room);
    }

    /** The other server that is the home, as far as is known; null if there is none. Throws as {@link Places#find}. */
    @Nullable
    String elsewhere(Address room) {
        return places.find(room);
    }

    /** Whether that other server is the home. Asks the engine anew, and throws as {@link Places#find}. */
    boolean isNowAt(Address room, String node) {
        places.forget(room);
        return node.equals(places.find(room));
    }

    /** A server has said that it is not the home. */
    void forget(Address room, String node) {
        places.forget(room, node);
    }

    /** The room has got another home: what is known of the former one, maybe not yet that it is gone, counts no more. */
    void forget(Address room) {
        places.forget(room);
    }

    /** Whether the room is about to have its home here, and is open for those who were in it. */
    boolean isOpening(Address room) {
        return opening.contains(room);
    }

    /**
     * The other server that is the home; null if this one is, or is from now on, since there was none.
     *
     * @param wrong a server that has said that it is not, though it has claimed the room; null if none has
     * @param mayTake whether this server is to be the home if there is none, even if nothing is known of such a room
     * @return null also if there is none, and it must not be here
     * @throws ProtocolException 503 if nobody can tell
     */
    @Nullable
    String find(Address room, @Nullable String wrong, boolean mayTake) {
        String doubted = wrong;
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE) {
            if (isHere(room)) {
                return null;
            }
            String node = places.find(room);
            if (node != null && !node.equals(doubted)) {
                return node;
            }
            if ((node == null && !mayTake && !places.isKnown(room) && !isWritten(room)) || take(room)) {
                return null;
            }
            doubted = null; // it has the claim all the same, so it may know that by now
            LockSupport.parkNanos(PAUSE);
        }
        throw isMoving(room);
    }

    /** What a request is answered while a room has no home: 503. */
    static ProtocolException isMoving(Address room) {
        return new ProtocolException(Code.UNAVAILABLE, room + " is changing servers just now: try again.");
    }

    private boolean isWritten(Address room) {
        try {
            return rooms.loader().isWritten(room);
        } catch (StoreException e) {
            throw unreadable(room);
        }
    }

    /** False if another server has it. */
    private boolean take(Address room) {
        while (true) {
            ReentrantLock lock = taking.computeIfAbsent(room, key -> new ReentrantLock());
            lock.lock();
            try {
                if (taking.get(room) == lock) { // else others are there with the next one
                    return isHere(room) || claim(room);
                }
            } finally {
                taking.remove(room, lock);
                lock.unlock();
            }
        }
    }

    private boolean claim(Address room) {
        if (!names.claim(room, null, () -> true)) {
            return false;
        }
        try {
            open(room);
            here.put(room, System.nanoTime());
            return true;
        } finally {
            opening.remove(room);
        }
    }

    /** It may be one that stays, or that somebody has been in all the time. */
    private void open(Address room) {
        try {
            rooms.loader().one(room);
        } catch (StoreException e) {
            names.release(room);
            throw unreadable(room);
        }
        opening.add(room);
        members.accept(room);
        learnNewest(room);
    }

    private static ProtocolException unreadable(Address room) {
        return new ProtocolException(Code.UNAVAILABLE, "It cannot be read now what " + room + " is: try again later.");
    }

    /** What was kept of a room at its former home is older than what is kept here from now on. */
    private void learnNewest(Address name) {
        Room room = rooms.find(name);
        if (history != null && room != null && room.isKept() && room.newest() == Room.UNKNOWN) {
            try {
                room.setNewest(history.store().newest(name.key()));
            } catch (StoreException e) {
                LOG.debug("What was kept last in {} is asked for later: {}", name, e.getMessage());
            }
        }
    }

    /** Gives up the rooms that are closed, and that nobody has asked for lately. */
    void releaseIdle() {
        long now = System.nanoTime();
        for (Address room : here.keySet()) {
            here.computeIfPresent(room, (key, asked) -> {
                if (rooms.find(room) != null) {
                    return now; // it may close any moment, and be entered again at once
                } else if (now - asked <= IDLE) {
                    return asked;
                }
                names.release(room);
                return null;
            });
        }
    }

    /** Nothing is at home here any more. */
    void clear() {
        here.clear();
        rooms.closeAll();
    }
}
