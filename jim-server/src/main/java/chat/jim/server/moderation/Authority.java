package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Role;
import chat.jim.protocol.action.RoomAction;
import chat.jim.server.config.RoomLimits;
import chat.jim.server.limit.QueryPace;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.room.Room;
import chat.jim.server.room.Rooms;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Sanction;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one peer may do in rooms: the table of PROTOCOL.md, section 13, and its limits. A method whose name begins with {@code
 * require} or {@code check} throws {@link ProtocolException} 403. For the thread of the peer's session.
 */
public final class Authority {
    private final Peer peer;
    private final Common common;

    /** What the authorities of all peers have in common. */
    public record Common(
            Rooms rooms, Directory directory, Accounts accounts, QueryPace pace, Supplier<RoomLimits> limits) {}

    /** That of a peer. */
    public Authority(Peer peer, Common common) {
        this.peer = peer;
        this.common = common;
    }

    /** Lets the peer wait if it asks too often. */
    public void awaitTurn() {
        common.pace().await(peer.holder().subject(), peer::isThere);
    }

    /**
     * The room that a request is about, after waiting for the turn.
     *
     * @throws ProtocolException 404 if there is none, or none that the peer may know of
     */
    Room room(RoomAction request) {
        awaitTurn();
        return common.rooms().find(request.room(), peer.holder());
    }

    /**
     * The account or guest of that name.
     *
     * @throws ProtocolException 404 if there is nobody
     */
    Person person(Address name) {
        return Person.find(name, common.directory(), common.accounts());
    }

    /** Who is online by that name at another server; null if nobody, or if it is here. */
    Others.@Nullable Somebody elsewhere(Address name) {
        return common.directory().find(name) == null ? common.directory().findElsewhere(name) : null;
    }

    /** The one of that name who is online, or null. */
    @Nullable
    Person online(RoomAction.OfPerson request) {
        return Person.online(request.person(), common.directory());
    }

    /** The peer needs that role. */
    void require(Room room, Role least) {
        Holder own = peer.holder();
        if (!common.rooms().rules().has(own, room, least)) {
            throw forbidden(
                    !room.settings().owned()
                            ? "Nobody owns " + room.name() + ": ask the server's operator."
                            : least == Role.OWNER
                                    ? "Only owners of " + room.name() + " may do that."
                                    : "Only moderators and owners of " + room.name() + " may do that.");
        }
    }

    /**
     * The peer needs to be more than somebody whom it acts on.
     *
     * @param maySelf whether an owner may do it to itself
     */
    void requireOver(Room room, Person person, boolean maySelf) {
        if (!maySelf || !isSelf(person)) {
            requireOver(room, person.name(), person.role(room));
        }
    }

    /** The peer needs to be more than somebody who has that role. */
    void requireOver(Room room, Address name, @Nullable Role theirs) {
        Holder own = peer.holder();
        if (own.isOperator()) {
            return;
        }
        if (theirs == Role.OWNER) {
            throw forbidden(name + " is an owner of " + room.name() + ": only an operator may do that.");
        }
        if (theirs == Role.MODERATOR && !common.rooms().rules().has(own, room, Role.OWNER)) {
            throw forbidden(name + " is a moderator of " + room.name() + ": only owners may do that.");
        }
    }

    /** Whether the peer is about to do something to itself. */
    boolean isSelf(Person person) {
        return peer.holder() == person.online();
    }

    /** Who is banned has no role. */
    void checkNotBanned(Room room, Person person) {
        long now = common.rooms().rules().now();
        if (room.rights().sanction(Ban.ENTER, person.subject(), now) != null) {
            throw forbidden(person.name() + " is banned from " + room.name() + ": unban them first.");
        }
    }

    /** Guests are there for too short a time. */
    void checkMayBe(Role role, Room room, Person guest) {
        if (role.includes(Role.MODERATOR)) {
            throw forbidden("Only accounts can be moderators or owners, and " + guest.name() + " is a guest.");
        }
    }

    /** The refusal of a request about somebody who has to be in the room. */
    static ProtocolException notIn(Address name, Room room) {
        return new ProtocolException(Code.NOT_FOUND, name + " is not in " + room.name() + ": see who is.");
    }

    /** A room may lose its last owner if somebody else can own it, or it does not stay. */
    void checkMayLoseOwner(Room room, Person owner) {
        boolean isLast = room.rights()
                .members(Role.OWNER)
                .allMatch(member -> member.account().equals(owner.account()));
        if (owner.role(room) == Role.OWNER
                && isLast
                && !common.rooms().succession().mayBeOrphan(room, account -> account.equals(owner.account()))) {
            throw forbidden(
                    "Too many rooms belong to nobody: make somebody else an owner of " + room.name() + " first.");
        }
    }

    void checkMayOwn(Person person, AccountKey account) {
        int owned = common.rooms().book().ownedBy(account);
        if (owned >= common.limits().get().owned()) {
            throw forbidden(person.name() + " owns " + owned + " rooms, which is the limit.");
        }
    }

    /** Removes the bans and mutes that are over. Call it while you govern the room. */
    void forgetOver(Room room) {
        long now = common.rooms().rules().now();
        for (Ban ban : Ban.values()) {
            List<Sanction> unused = common.rooms().book().lift(room, ban, sanction -> sanction.until() <= now);
        }
    }

    /** What is over does not count. */
    void checkEntries(Room room, int more) {
        forgetOver(room);
        int entries = room.rights().size();
        if (more > 0 && entries + more > common.limits().get().entries()) {
            throw forbidden(
                    room.name() + " has " + entries + " roles, bans and mutes, which is the limit: remove some first.");
        }
    }

    void checkWaiting(Room room, Person person, AccountKey account) {
        int waiting = common.rooms().book().waiting(account, room);
        if (waiting >= common.limits().get().invitations()) {
            throw forbidden(
                    person.name() + " has " + waiting + " invitations waiting, which is the limit: try again later.");
        }
    }

    private static ProtocolException forbidden(String sentence) {
        return new ProtocolException(Code.FORBIDDEN, sentence);
    }
}
