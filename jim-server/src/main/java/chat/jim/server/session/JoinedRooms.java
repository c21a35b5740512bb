package chat.jim.server.session;

import chat.jim.dialect.Dialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.routing.Room;
import chat.jim.server.routing.Rooms;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The rooms that one session is in: it enters and leaves them, and tells their members (PROTOCOL.md, section 7). Only for
 * the thread of the session.
 */
final class JoinedRooms {
    private final Session session;
    private final ServerContext services;
    private final Set<Address> joined = new HashSet<>();

    /** Whether it is in the common room without having asked for it. */
    private boolean byItself;

    JoinedRooms(Session session, ServerContext services) {
        this.session = session;
        this.services = services;
    }

    Response join(Address name) {
        if (joined.size() >= services.quotas().rooms() && !joined.contains(name)) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "You are in " + joined.size() + " rooms, and may be in no more: leave one first.");
        }
        byItself &= !name.equals(Dialect.COMMON_ROOM);
        return enter(name);
    }

    private Response enter(Address name) {
        Rooms.Joined result = services.rooms().join(name, session);
        Room room = result.room();
        joined.add(room.name());
        if (result.created()) {
            return services.response(Code.CREATED, "You made " + room.name() + ".");
        }
        if (result.entered()) {
            announce(room, "joined");
        }
        return services.response(Code.OK, "You are in " + room.name() + ".");
    }

    Response leave(Address name) {
        Room room = services.rooms().leave(name, session);
        if (room == null) {
            throw new ProtocolException(Code.NOT_FOUND, "You are not in " + name + ": see which rooms there are.");
        }
        joined.remove(room.name());
        byItself &= joined.contains(Dialect.COMMON_ROOM);
        announce(room, "left");
        return services.response(Code.OK, "You left " + room.name() + ".");
    }

    /** Enters the common room, as who knows no rooms does by itself: however many it is in. */
    void enterCommonRoom() {
        byItself |= !joined.contains(Dialect.COMMON_ROOM);
        enter(Dialect.COMMON_ROOM);
    }

    /** Leaves it again, if it was entered so, and neither left nor joined by request since. */
    void leaveCommonRoom() {
        if (byItself) {
            leave(Dialect.COMMON_ROOM);
        }
    }

    /** Leaves all rooms, while the session still has its name. */
    void leaveAll() {
        for (Address name : joined) {
            Room room = services.rooms().leave(name, session);
            if (room != null) {
                announce(room, "left");
            }
        }
        joined.clear();
        byItself = false;
    }

    /** Tells the other members of the room what this one did. */
    private void announce(Room room, String deed) {
        if (!room.isEmpty()) {
            Address name = Objects.requireNonNull(session.name());
            room.tell(services.notice(name + " " + deed + " " + room.name()), session);
        }
    }
}
