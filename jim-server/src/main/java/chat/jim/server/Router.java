package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.wire.Frame;

/** Finds whom a message is for, and hands it over (PROTOCOL.md, sections 6 and 7). */
final class Router {
    private final Directory directory;
    private final Rooms rooms;

    Router(Directory directory, Rooms rooms) {
        this.directory = directory;
        this.rooms = rooms;
    }

    /**
     * Hands the frame to the account, or to the members of the room without the sender; never waits for them.
     *
     * @throws ProtocolException 404 if there is no such account online or no such room, 403 if the sender is not in it
     */
    void route(Frame frame, Session sender, Address to) {
        if (to.isRoom()) {
            toRoom(frame, sender, to);
        } else {
            toAccount(frame, to);
        }
    }

    private void toAccount(Frame frame, Address to) {
        Session addressee = directory.find(to);
        if (addressee == null || !addressee.deliver(frame)) {
            throw new ProtocolException(Code.NOT_FOUND, "Nobody called " + to + " is online: check the name.");
        }
    }

    private void toRoom(Frame frame, Session sender, Address to) {
        Room room = rooms.find(to);
        if (room == null) {
            throw noSuchRoom(to);
        }
        if (!room.has(sender)) {
            throw new ProtocolException(Code.FORBIDDEN, "You are not in " + to + ": join it first.");
        }
        room.deliver(frame, sender);
    }

    static ProtocolException noSuchRoom(Address name) {
        return new ProtocolException(
                Code.NOT_FOUND, "There is no room " + name + ": check the name, or join to make it.");
    }
}
