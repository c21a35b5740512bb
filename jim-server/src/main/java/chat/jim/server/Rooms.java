package chat.jim.server;

import chat.jim.protocol.Address;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that are open: made by the first to join, closed by the last to leave (PROTOCOL.md, section 7). All methods
 * may be called from any thread; joining and leaving one room happen one after the other.
 */
final class Rooms {
    private final Map<Address, Room> open = new ConcurrentHashMap<>();

    /** What came of joining. */
    enum Joined {
        CREATED,
        ENTERED,
        ALREADY_IN
    }

    /** Puts the session into the room, which is made if there is none. */
    Joined join(Address name, Session session) {
        Joined[] joined = {Joined.CREATED};
        open.compute(name, (key, existing) -> {
            Room room = existing == null ? new Room(name) : existing;
            boolean entered = room.add(session);
            if (existing != null) {
                joined[0] = entered ? Joined.ENTERED : Joined.ALREADY_IN;
            }
            return room;
        });
        return joined[0];
    }

    /** Takes the session out of the room; the last one out closes it. False if it was not in such a room. */
    boolean leave(Address name, Session session) {
        boolean[] left = {false};
        open.computeIfPresent(name, (key, room) -> {
            left[0] = room.remove(session);
            return room.isEmpty() ? null : room;
        });
        return left[0];
    }

    /** The open room of that name, or null. */
    @Nullable
    Room find(Address name) {
        return open.get(name);
    }

    /** The names of the open rooms, as they were first written. */
    Stream<Address> names() {
        return open.keySet().stream();
    }
}
