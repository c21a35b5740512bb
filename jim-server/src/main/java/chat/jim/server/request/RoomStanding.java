package chat.jim.server.request;

import chat.jim.protocol.Address;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.RoomBook;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.store.AccountKey;
import org.jspecify.annotations.Nullable;

/** What a peer is in rooms, wherever their homes are, when it comes online. Only for the thread of the peer's session. */
public final class RoomStanding {
    private final Peer peer;
    private final Rooms rooms;
    private final Replies replies;
    private final @Nullable RoomHomes homes;

    /** That of a peer. */
    public RoomStanding(Peer peer, Shared shared) {
        this.peer = peer;
        rooms = shared.rooms();
        replies = shared.replies();
        homes = shared.homes();
    }

    /** A guest of that name has made the account: what it is in the rooms, and what it may not do there, holds for that. */
    public void inherit(Address name, AccountKey account) {
        RoomBook book = rooms.book();
        book.inherit(peer.holder(), peer.origin(name), account);
        if (homes != null) {
            homes.inherit(peer.holder());
        }
    }

    /** Tells the peer of the invitations that its account was not told of. */
    public void tellInvitations(AccountKey account) {
        rooms.book().invitations(account).stream()
                .filter(invited -> tell(invited.invitedBy(), invited.room()))
                .forEach(invited -> rooms.book().toldOf(invited.room(), account));
        if (homes != null) {
            peer.handOver(); // the others may be slow
            homes.invitations(account, invited -> tell(invited.by(), invited.room()));
        }
    }

    /** False if the peer has gone. */
    private boolean tell(String by, Address room) {
        boolean isThere = peer.name() != null && peer.isThere();
        if (isThere) {
            peer.tell(replies.notice(by + " invites you to " + room));
        }
        return isThere;
    }
}
