package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Room;
import chat.jim.server.room.Succession;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells those whom it concerns what one peer has done in a room: its name, and then the deed, as {@link Deeds} has it. For the
 * thread of the peer's session.
 */
record Announcer(Peer peer, Replies replies) {
    /** Tells the members of the room, but for one who is told otherwise. */
    void tell(Room room, String deed, @Nullable Holder except) {
        room.tell(notice(deed), peer, except);
    }

    /** Tells the one whom it was done to, if online. */
    void tell(@Nullable Holder person, String deed) {
        if (person != null) {
            person.tell(notice(deed), peer);
        }
    }

    /** Tells somebody who is not in that room any more. */
    void tellGone(Holder person, String deed, Address room) {
        person.tell(replies.notice(peer.name() + " " + deed, room));
    }

    /** Finds another owner if the room has lost its last one, and tells of that. Waits for the disk. */
    void succeed(Room room, Succession succession, Predicate<AccountKey> isOut) {
        AccountKey next = succession.succeed(room, isOut);
        if (next != null) {
            room.tell(replies.notice(Deeds.owns(next, room.name())));
        }
    }

    private Frame notice(String deed) {
        return replies.notice(peer.name() + " " + deed);
    }
}
