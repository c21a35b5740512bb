package chat.jim.server.session;

import chat.jim.codec.Codec;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.User;
import chat.jim.server.account.Contacts;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.Replies;
import chat.jim.server.peer.ShortForm;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Room;
import chat.jim.server.routing.Rooms;
import chat.jim.server.routing.Router;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one peer's requests for lists (PROTOCOL.md, section 10). It posts the parts itself, one after the other, and
 * returns the final answer. Only for the thread of the peer's session.
 */
final class Lists {
    private final Connection connection;
    private final PeerDialect dialect;
    private final Directory directory;
    private final Rooms rooms;
    private final Contacts contacts;
    private final Replies replies;

    Lists(Connection connection, PeerDialect dialect, Contacts contacts, ServerContext context) {
        this.connection = connection;
        this.dialect = dialect;
        this.contacts = contacts;
        directory = context.directory();
        rooms = context.rooms();
        replies = context.replies();
    }

    Response online(@Nullable Boolean statuses) {
        return answer("Online", directory.names(), statuses);
    }

    Response members(Address name, @Nullable Boolean statuses) {
        Room room = rooms.find(name);
        if (room == null) {
            throw Router.noSuchRoom(name);
        }
        return answer("In " + room.name(), room.names(), statuses);
    }

    Response rooms() {
        return answer("Rooms", rooms.names(), false);
    }

    Response contacts(@Nullable Boolean statuses) {
        return answer("Contacts", contacts.names(), statuses);
    }

    Response potentials() {
        return answer("Possible contacts", contacts.potentials(), false);
    }

    /** The key that another peer has sent in a presence (PROTOCOL.md, appendix). One that no read takes is no key. */
    Response publicKey(Address owner) {
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
        Response answer = replies.of(Code.OK, title + ": " + list.names().size() + ".");
        if (!dialect.family().knowsParts()) {
            return answer.withNames(list.names());
        }
        if (connection.isBare()) {
            list.shortParts(answer.time(), connection::post);
        } else {
            list.parts(answer.time(), connection::post);
        }
        if (Boolean.TRUE.equals(statuses)) {
            list.names().forEach(name -> postStatus(name, answer.time()));
        }
        return answer;
    }

    /** An object for each who has a status: one has up to 500 characters, which may be too long for a bare peer. */
    private void postStatus(String name, long time) {
        Holder listed = find(name);
        if (listed != null && !listed.status().isEmpty()) {
            User user = new User(Address.account(name), listed.status());
            Frame part = Codec.encode(new Response(Code.ACCEPTED, time, null).withUsers(List.of(user)));
            connection.post(connection.isBare() ? ShortForm.of(part) : part);
        }
    }

    /** Null if nobody is online by that name, or if this Java does not know its letters: it was stored by another. */
    private @Nullable Holder find(String name) {
        try {
            return directory.find(Address.account(name));
        } catch (ProtocolException e) {
            return null;
        }
    }
}
