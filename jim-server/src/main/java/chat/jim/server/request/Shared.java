package chat.jim.server.request;

import chat.jim.server.history.History;
import chat.jim.server.limit.QueryPace;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.RoomHomes;
import chat.jim.server.store.Accounts;
import java.time.InstantSource;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the requests of all peers have in common.
 *
 * @param history null if nothing is kept in one
 * @param others the other servers of the chat; null if there are none
 * @param queries how often one may ask it
 * @param mostRooms in how many rooms a peer may be
 * @param homes where rooms are that are not here; null if all are
 */
public record Shared(
        Rooms rooms,
        Replies replies,
        Directory directory,
        Accounts accounts,
        @Nullable History history,
        @Nullable Others others,
        QueryPace queries,
        InstantSource clock,
        IntSupplier mostRooms,
        @Nullable RoomHomes homes) {
    /** The same for requests about rooms that are here. */
    public Shared here() {
        return new Shared(rooms, replies, directory, accounts, history, others, queries, clock, mostRooms, null);
    }
}
