package chat.jim.server.room;

import chat.jim.protocol.Address;
import chat.jim.server.list.NameList;
import chat.jim.server.list.SortedNames;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The names of the open rooms, in order, and which of them are private. May be read from any thread. */
final class RoomNames {
    /** Those of the rooms that everybody sees. */
    private final SortedNames names = new SortedNames();

    private final Set<Room> hidden = ConcurrentHashMap.newKeySet();

    /** A room is open, or has become private, or is that no more. */
    void add(Room room) {
        if (room.settings().isPrivate()) {
            hidden.add(room);
            names.remove(room.name());
        } else {
            names.add(room.name());
            hidden.remove(room);
        }
    }

    /** A room is closed. */
    void remove(Room room) {
        names.remove(room.name());
        hidden.remove(room);
    }

    /**
     * Those that somebody sees, with others.
     *
     * @param sees whether it sees a private one
     */
    NameList seenBy(Predicate<Room> sees, List<Address> others) {
        List<Address> more = Stream.concat(hidden.stream().filter(sees).map(Room::name), others.stream())
                .toList();
        return more.isEmpty() ? names.list() : names.listWith(more);
    }
}
