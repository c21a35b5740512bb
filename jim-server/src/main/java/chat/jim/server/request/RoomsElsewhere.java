package chat.jim.server.request;

import chat.jim.codec.Codec;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.RoomHomes;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Has requests of one peer answered that concern a room at another server. Only for the thread of the peer's session. */
public final class RoomsElsewhere {
    private final Peer peer;
    private final Rooms rooms;
    private final @Nullable RoomHomes homes;

    /** For a peer. */
    public RoomsElsewhere(Peer peer, Shared shared) {
        this.peer = peer;
        rooms = shared.rooms();
        homes = shared.homes();
    }

    /**
     * The answer, of which the parts are posted; null if the request concerns no room at another server. Joins and leaves are
     * not for this class: they concern what else the peer is in, too.
     */
    public @Nullable Response answer(Action request) {
        Address room = homes == null ? null : RoomHomes.room(request);
        if (homes == null || room == null || rooms.find(room) != null) {
            return null;
        }
        RoomHomes.Answer answer = homes.ask(room, request, peer);
        return answer == null ? null : posted(answer);
    }

    private Response posted(RoomHomes.Answer answer) {
        if (peer.dialect().family().knowsParts()) {
            answer.parts().forEach(peer::post);
            return answer.response();
        }
        List<String> names =
                answer.parts().stream().flatMap(RoomsElsewhere::names).toList();
        return names.isEmpty() ? answer.response() : answer.response().withNames(names);
    }

    private static Stream<String> names(Frame part) {
        return Codec.decode(part) instanceof Response response && response.names() != null
                ? response.names().stream()
                : Stream.empty();
    }
}
