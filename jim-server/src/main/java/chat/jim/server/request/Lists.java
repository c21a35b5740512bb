package chat.jim.server.request;

import chat.jim.codec.Codec;
import chat.jim.dialect.PeerDialect;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Role;
import chat.jim.protocol.User;
import chat.jim.protocol.action.Action;
import chat.jim.server.account.Contacts;
import chat.jim.server.list.NameList;
import chat.jim.server.moderation.Authority;
import chat.jim.server.moderation.RoomAnswers;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.peer.ShortForm;
import chat.jim.server.room.Room;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.RoomHomes;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers one peer's requests for lists (PROTOCOL.md, section 10). It posts the parts itself, one after the other, and
 * returns the final answer. Only for the thread of the peer's session.
 */
public final class Lists {
    private static final Comparator<Response> BY_NAME = Comparator.comparing(RoomHomes.Listed::name, NameList.ORDER);

    private final Peer peer;
    private final PeerDialect dialect;
    private final Directory directory;
    private final Rooms rooms;
    private final Contacts contacts;
    private final Authority authority;
    private final Replies replies;

    /** Where rooms are that are not here; null if all are. */
    private final @Nullable RoomHomes homes;

    /** Those for a peer. */
    public Lists(Peer peer, Contacts contacts, Authority authority, Shared shared) {
        this.peer = peer;
        dialect = peer.dialect();
        this.contacts = contacts;
        this.authority = authority;
        directory = shared.directory();
        rooms = shared.rooms();
        replies = shared.replies();
        homes = shared.homes();
    }

    public Response who(Action.Who who) {
        if (who.room() == null) {
            Others.Names elsewhere = directory.elsewhere();
            NameList online = elsewhere.names().isEmpty() ? directory.names() : directory.namesWith(elsewhere);
            return answer("Online", online, who.statuses(), elsewhere.missing());
        }
        return Boolean.TRUE.equals(who.roles()) && dialect.isStandard()
                ? roles(who.room(), who.statuses())
                : members(who.room(), who.statuses());
    }

    private Response members(Address name, @Nullable Boolean statuses) {
        Room room = rooms.find(name, peer.holder());
        return answer("In " + room.name(), room.names(), statuses);
    }

    public Response rooms(Action.Rooms request) {
        boolean withTopics = Boolean.TRUE.equals(request.topics()) && dialect.isStandard();
        if (withTopics) {
            authority.awaitTurn();
        }
        RoomHomes.Listed elsewhere = homes == null ? RoomHomes.Listed.NONE : homes.list(request, peer);
        if (withTopics) {
            return topics(elsewhere);
        }
        return answer("Rooms", rooms.names(peer.holder(), elsewhere.names()), false, elsewhere.missing());
    }

    /** With how many are in each, and the topics. */
    private Response topics(RoomHomes.Listed elsewhere) {
        List<Room> seen = rooms.seenBy(peer.holder()).toList();
        int all = seen.size() + elsewhere.parts().size();
        Response answer = replies.of(Code.OK, "Rooms: " + all + elsewhere.missing() + ".");
        Stream<Response> here = seen.stream().map(room -> RoomAnswers.inList(room, answer.time()));
        Stream.concat(here, elsewhere.parts().stream()).sorted(BY_NAME).forEach(this::post);
        return answer;
    }

    /** Who is in the room, and then who keeps order there; those who do are told who is kept out. */
    private Response roles(Address name, @Nullable Boolean statuses) {
        authority.awaitTurn();
        Room room = rooms.find(name, peer.holder());
        Response answer = members(name, statuses);
        boolean all = rooms.rules().has(peer.holder(), room, Role.MODERATOR);
        RoomAnswers.roles(room, all, rooms.rules().now(), answer.time()).forEach(this::post);
        return answer;
    }

    /** Posts the parts of an answer, and returns what is left of it. */
    public Response inParts(Response whole) {
        if (!dialect.family().knowsParts()) {
            return whole;
        }
        List<Response> parts = whole.parts(peer.isBare() ? NameList.NAMES_IN_SHORT_PART : Limits.NAMES_IN_PART);
        parts.subList(0, parts.size() - 1).forEach(this::post);
        return parts.get(parts.size() - 1);
    }

    private void post(Response part) {
        Frame frame = Codec.encode(part);
        peer.post(peer.isBare() ? ShortForm.of(frame) : frame);
    }

    public Response contacts(@Nullable Boolean statuses) {
        return answer("Contacts", contacts.names(), statuses);
    }

    public Response potentials() {
        return answer("Possible contacts", contacts.potentials(), false);
    }

    /** The key that another peer has sent in a presence (PROTOCOL.md, appendix). One that no read takes is no key. */
    public Response publicKey(Address owner) {
        Holder holder = directory.find(owner);
        String key = holder == null ? null : holder.publicKey();
        Response answer = key == null ? null : replies.of(Code.OK, key);
        if (answer == null || !BareForm.fits(Codec.encode(answer))) {
            throw new ProtocolException(Code.NOT_FOUND, owner + " has no key: write without one.");
        }
        return answer;
    }

    /** A dialect that knows no parts has a form of its own for the names. */
    private Response answer(String title, NameList list, @Nullable Boolean statuses) {
        return answer(title, list, statuses, "");
    }

    /** The same, which says what is missing. */
    private Response answer(String title, NameList list, @Nullable Boolean statuses, String missing) {
        Response answer = replies.of(Code.OK, title + ": " + list.names().size() + missing + ".");
        if (!dialect.family().knowsParts()) {
            return answer.withNames(list.names());
        }
        if (peer.isBare()) {
            list.shortParts(answer.time(), peer::post);
        } else {
            list.parts(answer.time(), peer::post);
        }
        if (Boolean.TRUE.equals(statuses)) {
            Map<Address, String> elsewhere = directory.statusesElsewhere();
            list.names().forEach(name -> postStatus(name, elsewhere, answer.time()));
        }
        return answer;
    }

    /** An object for each who has a status: one has up to 500 characters, which may be too long for a bare peer. */
    private void postStatus(String name, Map<Address, String> elsewhere, long time) {
        try {
            Address listed = Address.account(name);
            Holder here = directory.find(listed);
            String status = here == null ? elsewhere.getOrDefault(listed, "") : here.status();
            if (!status.isEmpty()) {
                post(new Response(Code.ACCEPTED, time, null).withUsers(List.of(new User(listed, status))));
            }
        } catch (ProtocolException e) {
            return; // this Java does not know its letters: it was stored by another
        }
    }
}
