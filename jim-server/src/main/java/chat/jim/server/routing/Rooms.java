package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The open rooms: the first peer to join makes one, the last to leave closes it (PROTOCOL.md, section 7). All methods may be
 * called from any thread; joining and leaving one room happen one after the other.
 */
public final class Rooms {
    private final Map<Address, Room> open = new ConcurrentHashMap<>();

    /** The room that was joined, whether that made it, and whether the peer was not in it before. */
    public record Joined(Room room, boolean created, boolean entered) {}

    /** Puts the peer into the room, which is made if there is none. */
    public Joined join(Address name, Peer peer) {
        Joined[] joined = new Joined[1];
        open.compute(name, (key, existing) -> {
            Room room = existing == null ? new Room(name) : existing;
            joined[0] = new Joined(room, existing == null, room.add(peer));
            return room;
        });
        return joined[0];
    }

    /** Takes the peer out of the room, and returns it; null if the peer was not in it. The last one out closes it. */
    public @Nullable Room leave(Address name, Peer peer) {
        Room[] left = {null};
        open.computeIfPresent(name, (key, room) -> {
            left[0] = room.remove(peer) ? room : null;
            return room.isEmpty() ? null : room;
        });
        return left[0];
    }

    /** The open room of that name, or null. */
    public @Nullable Room find(Address name) {
        return open.get(name);
    }

    /** The names of the open rooms, as they were first written. */
    public Stream<Address> names() {
        return open.keySet().stream();
    }
}
