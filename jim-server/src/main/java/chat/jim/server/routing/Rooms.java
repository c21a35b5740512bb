package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.Peer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The open rooms. The first peer to join a room opens it, and the last to leave closes it (PROTOCOL.md, section 7). All
 * methods may be called from any thread; the joins and leaves of one room happen one after another.
 */
public final class Rooms {
    private final Map<Address, Room> open = new ConcurrentHashMap<>();

    /** The names of the same rooms. Changed only while the entry of that name in {@link #open} is. */
    private final SortedNames names = new SortedNames();

    /** The room that was joined, whether the join opened it, and whether the peer was not in it before. */
    public record Joined(Room room, boolean created, boolean entered) {}

    /** Adds the peer to the room, and opens the room if there is none. */
    public Joined join(Address name, Peer peer) {
        Joined[] joined = new Joined[1];
        open.compute(name, (key, existing) -> {
            Room room = existing == null ? open(name) : existing;
            joined[0] = new Joined(room, existing == null, room.add(peer));
            return room;
        });
        return joined[0];
    }

    private Room open(Address name) {
        names.add(name);
        return new Room(name);
    }

    /**
     * Removes the peer from the room, and returns the room; null if the peer was not in it. Closes the room if it is
     * empty.
     */
    public @Nullable Room leave(Address name, Peer peer) {
        Room[] left = {null};
        open.computeIfPresent(name, (key, room) -> {
            left[0] = room.remove(peer) ? room : null;
            if (!room.isEmpty()) {
                return room;
            }
            names.remove(room.name());
            return null;
        });
        return left[0];
    }

    /** The open room with that name, or null. */
    public @Nullable Room find(Address name) {
        return open.get(name);
    }

    /** The names of the open rooms, as they were first written. */
    public NameList names() {
        return names.list();
    }
}
