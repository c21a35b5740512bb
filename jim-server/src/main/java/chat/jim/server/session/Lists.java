package chat.jim.server.session;

import chat.jim.dialect.Dialect;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.account.Contacts;
import chat.jim.server.peer.NameList;
import chat.jim.server.peer.Replies;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Room;
import chat.jim.server.routing.Rooms;
import chat.jim.server.routing.Router;

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

    Response online() {
        return answer("Online", directory.names());
    }

    Response members(Address name) {
        Room room = rooms.find(name);
        if (room == null) {
            throw Router.noSuchRoom(name);
        }
        return answer("In " + room.name(), room.names());
    }

    Response rooms() {
        return answer("Rooms", rooms.names());
    }

    Response contacts() {
        return answer("Contacts", contacts.names());
    }

    /** A dialect that knows no parts has a form of its own for the names. */
    private Response answer(String title, NameList list) {
        Response answer = replies.of(Code.OK, title + ": " + list.names().size() + ".");
        if (!dialect.current().has(Dialect.Trait.KNOWS_PARTS)) {
            return answer.withNames(list.names());
        }
        list.parts(answer.time(), connection::post);
        return answer;
    }
}
