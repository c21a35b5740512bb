package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.protocol.action.HistoryAction;
import chat.jim.protocol.action.RoomAction;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Entries;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where the rooms of a chat of several servers are. Each room has its home at one of them, where everything is done that
 * concerns it, also for peers who are connected to others. All methods may be called from any thread, and wait for the others.
 */
public interface RoomHomes {
    /**
     * What the home of a room has answered.
     *
     * @param parts what comes before the answer
     * @param after what the peer is told after it
     * @param room the room's name as it was first written
     * @param changed whether the account has come into the room by that, or is out of it; its rooms are changed already
     */
    record Answer(List<Frame> parts, Response response, List<Frame> after, Address room, boolean changed) {
        /** The same, which has changed that or not. */
        public Answer changed(boolean news) {
            return new Answer(parts, response, after, room, news);
        }
    }

    /**
     * Has a request for a room answered at its home. Call it while you hold no lock of a holder, but for a join or a leave in
     * its turn.
     *
     * @return null if this server is the home, or there is none; if the request is a join, this server is the home from now on
     * @throws ProtocolException 503 if the home cannot be reached; 504 if nobody knows what has become of it
     */
    @Nullable
    Answer ask(Address room, Action request, Peer peer);

    /** Somebody goes offline: leaves all rooms at other servers. Waits only a moment: they are left later then. */
    void leave(Holder holder);

    /** What an account is in rooms at other servers, as far as they tell. */
    Entries entries(AccountKey account);

    /**
     * An invitation.
     *
     * @param by who has invited somebody
     */
    record Invitation(Address room, String by) {}

    /**
     * Hands over the invitations to rooms at other servers that an account was not told of. Waits for the others, but not long:
     * some may come later.
     *
     * @param taker tells the account; false if it is not there any more, and has to be told at its next login
     */
    void invitations(AccountKey account, Predicate<Invitation> taker);

    /** A guest has made an account, which is in rooms at other servers what the guest was. */
    void inherit(Holder holder);

    /**
     * The rooms that have their homes at other servers, as far as the peer may know of them.
     *
     * @param parts one for each room
     * @param silent how many servers have not told theirs
     */
    record Listed(List<Response> parts, int silent) {
        /** There are none. */
        public static final Listed NONE = new Listed(List.of(), 0);

        /** The room that a part is about. */
        public static Address name(Response part) {
            String text = String.valueOf(part.text(Response.Detail.ROOM));
            return Address.room(text);
        }

        /** The names of the rooms. */
        public List<Address> names() {
            return parts.stream().map(Listed::name).toList();
        }

        /** What a list says after how many there are, if it is not all. */
        public String missing() {
            return Others.Names.missing(silent);
        }
    }

    /** The room that a request concerns, which is neither a join nor a leave; null if it is none. */
    static @Nullable Address room(Action request) {
        if (request instanceof RoomAction about) {
            return about.room();
        } else if (request instanceof Action.Who who) {
            return who.room();
        } else if (request instanceof HistoryAction.History history) {
            return history.room();
        } else if (request instanceof HistoryAction.Mark mark) {
            return mark.room();
        }
        return request instanceof HistoryAction.Search search ? search.room() : null;
    }

    /** What there is at other servers, in the order of the names. */
    Listed list(Action.Rooms request, Peer peer);

    /** Who is online at another server by that name; null if nobody, as far as can be told. */
    @Nullable
    Holder person(Address name);
}
