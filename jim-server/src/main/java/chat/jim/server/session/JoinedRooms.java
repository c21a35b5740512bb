package chat.jim.server.session;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Room;
import chat.jim.server.routing.Rooms;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The rooms that one peer is in. It joins and leaves rooms, and their other members get a notice (PROTOCOL.md, section
 * 7). Only for the thread of the peer's session.
 */
final class JoinedRooms {
    private final Peer peer;
    private final Rooms rooms;
    private final Replies replies;
    private final int most;
    private final Set<Address> joined = new HashSet<>();

    /** Those of the rooms whose members are not told of this one's coming and going. */
    private final Set<Address> quiet = new HashSet<>();

    /** Whether the server has put the peer into the common room unasked. */
    private boolean inCommonRoomUnasked;

    JoinedRooms(Peer peer, ServerContext context) {
        this.peer = peer;
        rooms = context.rooms();
        replies = context.replies();
        most = context.config().limits().rooms();
    }

    /** Joins a room; quietly without notices, as long as the peer stays there. */
    Response join(Address name, boolean quietly) {
        if (joined.size() >= most && !joined.contains(name)) {
            throw new ProtocolException(
                    Code.FORBIDDEN, "You are in " + joined.size() + " rooms, which is the limit: leave one first.");
        }
        inCommonRoomUnasked &= !name.equals(Address.EVERYBODY);
        return enter(name, quietly);
    }

    private Response enter(Address name, boolean quietly) {
        Rooms.Joined result = rooms.join(name, peer);
        Room room = result.room();
        joined.add(room.name());
        if (result.entered() && quietly) {
            quiet.add(room.name());
        }
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
        inCommonRoomUnasked &= joined.contains(Address.EVERYBODY);
        announce(room, "left");
        quiet.remove(room.name());
        return replies.of(Code.OK, "You left " + room.name() + ".");
    }

    /** The places of those rooms that are kept. */
    List<String> kept() {
        return joined.stream()
                .map(rooms::find)
                .filter(room -> room != null && room.isKept())
                .map(room -> room.name().key())
                .toList();
    }

    /** Puts a peer into the common room whose program knows no rooms, or out of it if it turns out to know them. */
    void setInCommonRoom(boolean in) {
        if (in) {
            enterCommonRoom();
        } else if (inCommonRoomUnasked) {
            leave(Address.EVERYBODY);
        }
    }

    /** Puts a peer into the common room if its program knows no rooms. The limit on rooms does not apply. */
    void enterCommonRoom() {
        if (!joined.contains(Address.EVERYBODY)) {
            inCommonRoomUnasked = true;
            enter(Address.EVERYBODY, false);
        }
    }

    /** Leaves all rooms. Call this while the peer still has its name. */
    void leaveAll() {
        for (Address name : joined) {
            Room room = rooms.leave(name, peer);
            if (room != null) {
                announce(room, "left");
            }
        }
        joined.clear();
        quiet.clear();
        inCommonRoomUnasked = false;
    }

    private void announce(Room room, String action) {
        if (!room.isEmpty() && !quiet.contains(room.name())) {
            Address name = Objects.requireNonNull(peer.name());
            room.tell(replies.notice(name + " " + action + " " + room.name()), peer);
        }
    }
}
