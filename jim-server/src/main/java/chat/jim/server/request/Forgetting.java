package chat.jim.server.request;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.server.history.History;
import chat.jim.server.history.KeptMessage;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Room;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.wire.Frame;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes back what one peer has said, and tells of it (PROTOCOL.md, section 12). Only for the thread of the peer's session. */
record Forgetting(Peer peer, Shared shared, History history) {
    Response forget(HistoryAction.Forget forget) {
        Entry entry = history.store().find(forget.id());
        if (entry == null) {
            throw new ProtocolException(Code.NOT_FOUND, "There is no message of that id: it may be forgotten already.");
        }
        if (entry.account() == null || !entry.account().equals(peer.account())) {
            throw new ProtocolException(Code.FORBIDDEN, "Only the account that has sent a message can take it back.");
        }
        Response elsewhere = forgottenElsewhere(forget, KeptMessage.place(entry));
        if (elsewhere != null) {
            return elsewhere;
        }
        history.store().forget(entry.id());
        tellForgotten(entry);
        return shared.replies().of(Code.OK, "The message is forgotten.").with(Detail.FORGOTTEN, entry.id());
    }

    /** The home of a room tells its members. Null if that is here, or it was said in a talk. */
    private @Nullable Response forgottenElsewhere(HistoryAction.Forget forget, Address place) {
        RoomHomes homes = shared.homes();
        RoomHomes.Answer answer =
                homes == null || !place.isRoom() || shared.rooms().find(place) != null
                        ? null
                        : homes.ask(place, forget, peer);
        return answer == null ? null : answer.response();
    }

    private void tellForgotten(Entry entry) {
        Address to = KeptMessage.place(entry);
        Address by = Objects.requireNonNull(peer.name());
        long second = shared.clock().instant().getEpochSecond();
        Response notice = KeptMessage.takenBack(by, to.isRoom() ? to : null, entry.id(), second);
        if (to.isRoom()) {
            Room room = shared.rooms().find(to);
            if (room != null) {
                room.tellAskers(Codec.encode(notice), peer);
            }
        } else {
            Frame encoded = Codec.encode(notice);
            peer.holder().tellAskers(encoded, peer);
            Holder other = shared.directory().find(to);
            if (other != null && isOf(entry.place(), other)) {
                other.tellAskers(encoded, peer);
            } else {
                tellElsewhere(entry, to, by);
            }
        }
    }

    private void tellElsewhere(Entry entry, Address to, Address by) {
        Account reader = shared.others() == null ? null : shared.accounts().find(to);
        AccountKey own = peer.account();
        if (shared.others() != null
                && reader != null
                && own != null
                && History.talk(own, reader.key()).equals(entry.place())) {
            shared.others().tellTakenBack(reader.key(), by, entry.id());
        }
    }

    /** Whether it is one of the two accounts that talk there, and not somebody who has the name of one now. */
    private boolean isOf(String place, Holder other) {
        AccountKey own = peer.account();
        AccountKey its = other.account();
        return own != null && its != null && History.talk(own, its).equals(place);
    }
}
