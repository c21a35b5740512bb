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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which server is the home of which room: the one that has claimed its name. From any thread; what has to ask the engine waits
 * for it.
 */
final class Homes {
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

    /** @param history null if nothing is kept in one */
    Homes(ClusterNames names, Places places, Rooms rooms, @Nullable History history) {
        this.history = history;
        this.names = names;
        this.places = places;
        this.rooms = rooms;
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

    /** A server has said that it is not the home. */
    void forget(Address room, String node) {
        places.forget(room, node);
    }

    /**
     * The other server that is the home; null if this one is, or is from now on, since there was none.
     *
     * @param wrong a server that has said that it is not, though it has claimed the room; null if none has
     * @throws ProtocolException 503 if nobody can tell
     */
    @Nullable
    String find(Address room, @Nullable String wrong) {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < PATIENCE) {
            if (isHere(room)) {
                return null;
            }
            String node = places.find(room);
            if (node != null && !node.equals(wrong)) {
                return node;
            }
            if (take(room)) {
                return null;
            }
            LockSupport.parkNanos(PAUSE);
        }
        throw new ProtocolException(Code.UNAVAILABLE, room + " is changing servers just now: try again.");
    }

    /** False if another server has it. */
    private boolean take(Address room) {
        ReentrantLock lock = taking.computeIfAbsent(room, key -> new ReentrantLock());
        lock.lock();
        try {
            if (isHere(room)) {
                return true;
            }
            if (!names.claim(room, null, () -> true)) {
                return false;
            }
            load(room);
            here.put(room, System.nanoTime());
            return true;
        } finally {
            lock.unlock();
            taking.remove(room, lock);
        }
    }

    /** It may be one that stays. */
    private void load(Address room) {
        try {
            rooms.loader().one(room);
            learnNewest(room);
        } catch (StoreException e) {
            names.release(room);
            throw new ProtocolException(
                    Code.UNAVAILABLE, "It cannot be read now what " + room + " is: try again later.");
        }
    }

    /** What was kept of a room at its former home is older than what is kept here from now on. */
    void learnNewest(Address name) {
        Room room = rooms.find(name);
        if (history != null && room != null && room.isKept()) {
            room.setNewest(history.store().newest(name.key()));
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
