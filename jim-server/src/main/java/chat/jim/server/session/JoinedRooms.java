package chat.jim.server.session;

import chat.jim.dialect.Dialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Room;
import chat.jim.server.routing.Rooms;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * The rooms that one peer is in: it enters and leaves them, and their members are told (PROTOCOL.md, section 7). Only for
 * the thread of its session.
 */
final class JoinedRooms {
    private final Peer peer;
    private final Rooms rooms;
    private final Replies replies;
    private final int most;
    private final Set<Address> joined = new HashSet<>();

    /** Whether the peer is in the common room without having asked for it. */
    private boolean broughtToCommonRoom;

    JoinedRooms(Peer peer, ServerContext context) {
        this.peer = peer;
        rooms = context.rooms();
        replies = context.replies();
        most = context.config().limits().rooms();
    }

    Response join(Address name) {
        if (joined.size() >= most && !joined.contains(name)) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "You are in " + joined.size() + " rooms, and may be in no more: leave one first.");
        }
        broughtToCommonRoom &= !name.equals(Dialect.COMMON_ROOM);
        return enter(name);
    }

    private Response enter(Address name) {
        Rooms.Joined result = rooms.join(name, peer);
        Room room = result.room();
        joined.add(room.name());
        if (result.created()) {
            return replies.of(Code.CREATED, "You made " + room.name() + ".");
        }
        if (result.entered()) {
            announce(room, "joined");
        }
        return replies.of(Code.OK, "You are in " + room.name() + ".");
    }

    Response leave(Address name) {
        Room room = rooms.leave(name, peer);
        if (room == null) {
            throw new ProtocolException(Code.NOT_FOUND, "You are not in " + name + ": see which rooms there are.");
        }
        joined.remove(room.name());
        broughtToCommonRoom &= joined.contains(Dialect.COMMON_ROOM);
        announce(room, "left");
        return replies.of(Code.OK, "You left " + room.name() + ".");
    }

    /** Brings a peer to the common room whose program knows no rooms, however many it is in. */
    void enterCommonRoom() {
        broughtToCommonRoom |= !joined.contains(Dialect.COMMON_ROOM);
        enter(Dialect.COMMON_ROOM);
    }

    /** Undoes that, unless the peer has left or joined the common room on request since. */
    void leaveCommonRoom() {
        if (broughtToCommonRoom) {
            leave(Dialect.COMMON_ROOM);
        }
    }

    /** Leaves all rooms, while the peer still has its name. */
    void leaveAll() {
        for (Address name : joined) {
            Room room = rooms.leave(name, peer);
            if (room != null) {
                announce(room, "left");
            }
        }
        joined.clear();
        broughtToCommonRoom = false;
    }

    private void announce(Room room, String deed) {
        if (!room.isEmpty()) {
            Address name = Objects.requireNonNull(peer.name());
            room.tell(replies.notice(name + " " + deed + " " + room.name()), peer);
        }
    }
}
