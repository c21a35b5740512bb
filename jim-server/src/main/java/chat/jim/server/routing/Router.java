package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.session.Session;
import chat.jim.server.store.Account;
import chat.jim.server.store.Accounts;

/** Finds whom a message is for, and hands it over (PROTOCOL.md, sections 6 and 7). */
public final class Router {
    private final Directory directory;
    private final Rooms rooms;
    private final Accounts accounts;
    private final Mailboxes mailboxes;

    public Router(Directory directory, Rooms rooms, Accounts accounts, Mailboxes mailboxes) {
        this.directory = directory;
        this.rooms = rooms;
        this.accounts = accounts;
        this.mailboxes = mailboxes;
    }

    /**
     * Hands the message to the account, or to the members of the room without the sender, to be written when the sender is
     * flushed. False if it could not, but it is in the account's mailbox, on the disk.
     *
     * @throws ProtocolException 404 if there is no such account, nor anybody online by that name, or no such room; 410 if
     *     the account is offline and has no mailbox, or a full one; 403 if the sender is not in the room
     */
    public boolean route(OutgoingMsg letter, Session sender, Address to) {
        if (to.isRoom()) {
            toRoom(letter, sender, to);
            return true;
        }
        return toAccount(letter, sender, to);
    }

    private boolean toAccount(OutgoingMsg letter, Session sender, Address to) {
        Session addressee = directory.find(to);
        Mailbox mailbox = addressee == null ? null : addressee.peer().mailbox();
        if (mailbox != null) {
            return mailbox.take(letter, sender.peer());
        }
        if (addressee != null && addressee.peer().deliver(letter, sender.peer())) {
            return true;
        }
        sender.peer().flush(); // the store may take its time
        return mailbox(to).take(letter, sender.peer());
    }

    private Mailbox mailbox(Address to) {
        Account account = accounts.find(to);
        if (account == null) {
            throw new ProtocolException(Code.NOT_FOUND, "Nobody called " + to + " is online: check the name.");
        }
        Mailbox mailbox = account.blocked() ? null : mailboxes.of(account.name());
        if (mailbox == null) {
            throw new ProtocolException(Code.GONE, account.name() + " is offline: try again later.");
        }
        return mailbox;
    }

    private void toRoom(OutgoingMsg letter, Session sender, Address to) {
        Room room = rooms.find(to);
        if (room == null) {
            throw noSuchRoom(to);
        }
        if (!room.has(sender)) {
            throw new ProtocolException(Code.FORBIDDEN, "You are not in " + to + ": join it first.");
        }
        room.deliver(letter, sender);
    }

    public static ProtocolException noSuchRoom(Address name) {
        return new ProtocolException(
                Code.NOT_FOUND, "There is no room " + name + ": check the name, or join to make it.");
    }
}
