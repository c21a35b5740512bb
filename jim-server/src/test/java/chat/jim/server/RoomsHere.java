package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.action.Action;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Entries;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.store.AccountKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All rooms are at this server. */
final class RoomsHere implements RoomHomes {
    @Override
    public @Nullable Answer ask(Address room, Action request, Peer peer) {
        return null;
    }

    @Override
    public void leave(Holder holder) {}

    @Override
    public Entries entries(AccountKey account) {
        return Entries.NONE;
    }

    @Override
    public void invitations(AccountKey account, Predicate<Invitation> taker) {}

    @Override
    public void inherit(Holder holder) {}

    @Override
    public Listed list(Action.Rooms request, Peer peer) {
        return Listed.NONE;
    }

    @Override
    public @Nullable Holder person(Address name) {
        return null;
    }
}
