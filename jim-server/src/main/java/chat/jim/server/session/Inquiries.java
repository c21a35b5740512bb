package chat.jim.server.session;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.server.routing.Room;
import chat.jim.server.routing.Router;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers what one asks about others: who is there, which rooms there are, what their keys are. From any thread. */
final class Inquiries {
    private final ServerContext services;

    Inquiries(ServerContext services) {
        this.services = services;
    }

    /** Who is in the room, or online at all. */
    Response who(@Nullable Address name) {
        if (name == null) {
            return list("Online", services.directory().names());
        }
        Room room = services.rooms().find(name);
        if (room == null) {
            throw Router.noSuchRoom(name);
        }
        return list("In " + room.name(), room.names());
    }

    Response rooms() {
        return list("Rooms", services.rooms().names());
    }

    /** The key that somebody has told in a presence (PROTOCOL.md, appendix). */
    Response publicKey(Address name) {
        Session owner = services.directory().find(name);
        String key = owner == null ? null : owner.peer().dialect().publicKey();
        if (key == null) {
            throw new ProtocolException(Code.NOT_FOUND, "There is no key of " + name + ": write without one.");
        }
        return services.response(Code.OK, key);
    }

    /** An answer with names in the order of the alphabet. */
    Response list(String title, Stream<Address> addresses) {
        List<String> names = addresses
                .map(Address::toString)
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
        return services.response(Code.OK, title + ": " + names.size() + ".").withNames(names);
    }
}
