package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;
import chat.jim.wire.Frame;

/** Finds whom a message is for, and hands it over (PROTOCOL.md, sections 6 and 7). */
final class Router {
    private final Directory directory;
    private final Rooms rooms;
    private final Accounts accounts;

    Router(Directory directory, Rooms rooms, Accounts accounts) {
        this.directory = directory;
        this.rooms = rooms;
        this.accounts = accounts;
    }

    /**
     * Hands the frame to the account, or to the members of the room without the sender, to be written when the sender is
     * flushed.
     *
     * @throws ProtocolException 404 if there is no such account, nor anybody online by that name, or no such room; 410 if
     *     the account is offline; 403 if the sender is not in the room
     */
    void route(Frame frame, Session sender, Address to) {
        if (to.isRoom()) {
            toRoom(frame, sender, to);
        } else {
            toAccount(frame, sender, to);
        }
    }

    private void toAccount(Frame frame, Session sender, Address to) {
        Session addressee = directory.find(to);
        if (addressee != null && addressee.deliver(frame, sender)) {
            return;
        }
        sender.flush(); // the store may take its time
        Account account = accounts.find(to);
        if (account == null) {
            throw new ProtocolException(Code.NOT_FOUND, "Nobody called " + to + " is online: check the name.");
        }
        throw new ProtocolException(Code.GONE, account.name() + " is offline: try again later.");
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
