package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.history.History;
import chat.jim.server.limit.Mutes;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.measure.Traffic.Kind;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.RoomRules;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Others.Parcel;
import chat.jim.server.store.Account;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.StoreException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the addressee of a message, and hands the message over (PROTOCOL.md, sections 6 and 7). Each method is for the
 * thread of the sender's session; the next flush of the sender writes the message.
 */
public final class Router {
    private final Directory directory;
    private final Rooms rooms;
    private final Accounts accounts;
    private final Mailboxes mailboxes;
    private final Mutes mutes;
    private final @Nullable History history;
    private final @Nullable Others others;
    private final RoomRouter toRooms;

    /**
     * Finds users and rooms there, and keeps messages to offline accounts in their mailboxes.
     *
     * @param history null if nothing is kept in one
     * @param mutes who may not write
     * @param others the other servers of the chat; null if there are none
     */
    public Router(
            Directory directory,
            Rooms rooms,
            Accounts accounts,
            Mailboxes mailboxes,
            @Nullable History history,
            Mutes mutes,
            @Nullable Others others) {
        this.others = others;
        toRooms = new RoomRouter(rooms, history, others);
        this.directory = directory;
        this.rooms = rooms;
        this.accounts = accounts;
        this.mailboxes = mailboxes;
        this.history = history;
        this.mutes = mutes;
    }

    /**
     * Hands the message to the user, or to the other members of the room, or has it put into an account's mailbox, which the
     * result then waits for.
     *
     * @throws ProtocolException 404 if there is no such room, or no such account and nobody online under that name; 410
     *     if the account is offline and has no mailbox, or a full one; 403 if the sender is not in the room, or may not speak there or at all
     */
    public Routed route(OutgoingMsg msg, Peer sender, Address to) {
        return route(msg, sender, to, null);
    }

    /**
     * The same for a message behind another one of this sender to this addressee.
     *
     * @param before the one before, if it is to go to another server; null if there is none
     */
    public Routed route(OutgoingMsg msg, Peer sender, Address to, @Nullable Parcel before) {
        checkMayWrite(sender);
        if (others != null && !others.isValid()) {
            throw new ProtocolException(Code.UNAVAILABLE, Others.CUT_OFF);
        }
        try {
            return to.isRoom()
                    ? echoed(toRooms.route(msg, sender, to, before), msg, sender)
                    : toUser(msg, sender, to, before);
        } catch (ProtocolException | StoreException e) {
            withdraw(msg);
            throw e;
        }
    }

    private void checkMayWrite(Peer sender) {
        long muted = mutes.isEmpty()
                ? 0
                : mutes.left(sender.holder().subject(), rooms.rules().now());
        if (muted > 0) {
            throw RoomRules.muted(muted);
        }
    }

    /** The same for a message to a room that has its home here, of somebody who is connected to another server. */
    public Routed routeHere(OutgoingMsg msg, Peer sender, Address to) {
        checkMayWrite(sender);
        try {
            return toRooms.toMembers(msg, sender, to);
        } catch (ProtocolException | StoreException e) {
            withdraw(msg);
            throw e;
        }
    }

    /** Some programs expect their own messages to a room back; a room here sends them. */
    private Routed echoed(Routed routed, OutgoingMsg msg, Peer sender) {
        if (!(routed.later() instanceof Parcel) || !sender.expectsEcho()) {
            return routed;
        }
        Routed known = known(routed);
        sender.deliver(msg, sender);
        return known;
    }

    private void withdraw(OutgoingMsg msg) {
        if (history != null) {
            history.withdraw(msg);
        }
    }

    /** The sender's other sessions get the message, too, as soon as it is known that it was accepted. */
    private Routed toUser(OutgoingMsg msg, Peer sender, Address to, @Nullable Parcel before) {
        Routed routed = before == null || others == null
                ? handOver(msg, sender, to)
                : Routed.later(others.parcelBehind(before, msg));
        Holder own = sender.holder();
        if (own.count() <= 1 || to.equals(sender.name())) {
            return routed;
        }
        if (!routed.isKnown()) {
            sender.flush(); // other servers and the store may be slow
        }
        Routed known = known(routed);
        msg.setId(known.id()); // another server may have given it
        own.deliverToOthers(msg, sender);
        return known;
    }

    /** What becomes of a message that goes alone, as soon as that is known. Throws what {@link #route} throws. */
    public Routed known(Routed routed) {
        if (routed.later() instanceof Parcel parcel) {
            send(List.of(parcel));
        }
        return routed.known();
    }

    /** Sends the messages of one session that go to other servers. Returns at once. */
    public void send(List<Parcel> parcels) {
        if (others != null && !parcels.isEmpty()) {
            others.send(parcels);
        }
    }

    private Routed kept(Runnable keeping, OutgoingMsg msg, Peer sender) {
        try {
            keeping.run();
            return counted(sender, Routed.kept(msg.id()));
        } catch (ProtocolException | StoreException e) {
            withdraw(msg);
            throw e;
        }
    }

    private static Routed counted(Peer sender, Routed routed) {
        sender.traffic().count(Kind.TO_USER);
        sender.traffic().count(routed.kept() ? Kind.KEPT : Kind.DELIVERY);
        return routed;
    }

    private Routed handOver(OutgoingMsg msg, Peer sender, Address to) {
        Routed here = handOverHere(msg, sender, to);
        if (here != null) {
            return here;
        }
        sender.flush(); // other servers and the store may be slow
        Parcel parcel = others == null ? null : others.parcel(msg, sender, to, new Elsewhere(sender, to));
        return parcel == null ? toOffline(msg, sender, offline(to), null) : Routed.later(parcel);
    }

    /** Null if nobody is online here by that name. */
    private @Nullable Routed handOverHere(OutgoingMsg msg, Peer sender, Address to) {
        Holder addressee = directory.find(to);
        AccountKey account = addressee == null ? null : addressee.account();
        Mailbox mailbox = account == null ? null : mailboxes.of(account);
        if (history != null && account != null) {
            history.keep(msg, sender, account, addressee);
        }
        if (mailbox != null) {
            return accepted(mailbox.accept(msg, sender, unread -> tellElsewhere(to, unread)), msg, sender);
        }
        if (addressee != null && addressee.deliver(msg, sender)) {
            return accepted(null, msg, sender);
        }
        if (addressee != null && addressee.onlyWrites()) {
            throw new ProtocolException(Code.GONE, to + " only writes, and reads nothing: write to #all.");
        }
        return null;
    }

    /** The addressee has just gone, perhaps to another server, which may have looked into the mailbox before. */
    private void tellElsewhere(Address to, CompletableFuture<Long> stored) {
        if (others != null) {
            others.keep(to, stored);
        }
    }

    /** The addressee was not where the message went first: it may have come here meanwhile. */
    private Routed toNobodyElsewhere(OutgoingMsg msg, Peer sender, Address to) {
        Routed here = handOverHere(msg, sender, to);
        return here == null ? toOffline(msg, sender, offline(to), null) : here;
    }

    /** What becomes of a message to somebody at another server, if that does not take it. */
    private final class Elsewhere implements Others.Fallback {
        private final Peer sender;
        private final Address to;

        private Elsewhere(Peer sender, Address to) {
            this.sender = sender;
            this.to = to;
        }

        @Override
        public Routed ifNobody(OutgoingMsg msg) {
            try {
                return toNobodyElsewhere(msg, sender, to).known();
            } catch (ProtocolException | StoreException e) {
                withdraw(msg);
                throw e;
            }
        }

        @Override
        public @Nullable Routed ifSilent(OutgoingMsg msg, @Nullable String ticket, BooleanSupplier asksAgain) {
            try {
                Account account = accounts.find(to);
                return account == null
                                || account.blocked()
                                || mailboxes.of(account.key()) == null
                                || asksAgain.getAsBoolean()
                        ? null
                        : toOffline(msg, sender, account, ticket).known();
            } catch (StoreException e) {
                return null; // the engine is away, and so is the other server
            }
        }
    }

    private Routed toOffline(OutgoingMsg msg, Peer sender, Account offline, @Nullable String ticket) {
        Mailbox mailbox = mailboxOf(offline);
        if (history != null) {
            history.keep(msg, sender, offline.key(), null);
        }
        if (others == null) {
            return accepted(mailbox.accept(msg, sender, unread -> {}), msg, sender);
        }
        CompletableFuture<Long> stored = mailbox.offer(msg, sender.with(ticket));
        if (stored == null) {
            return accepted(null, msg, sender);
        }
        others.keep(offline.name(), stored);
        return accepted(() -> mailbox.awaitKept(stored, sender.account()), msg, sender);
    }

    /** @param keeping null if it was handed over; otherwise what waits until it is in the mailbox */
    private Routed accepted(@Nullable Runnable keeping, OutgoingMsg msg, Peer sender) {
        return keeping == null
                ? counted(sender, Routed.toUser(msg.id()))
                : Routed.later(() -> kept(keeping, msg, sender));
    }

    /** The addressee is nowhere: its account. */
    private Account offline(Address to) {
        Account account = accounts.find(to);
        if (account == null) {
            throw new ProtocolException(Code.NOT_FOUND, "Nobody called " + to + " is online: check the name.");
        }
        return account;
    }

    private Mailbox mailboxOf(Account account) {
        Mailbox mailbox = account.blocked() ? null : mailboxes.of(account.key());
        if (mailbox == null) {
            throw new ProtocolException(Code.GONE, account.name() + " is offline: try again later.");
        }
        return mailbox;
    }
}
