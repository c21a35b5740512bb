package chat.jim.server.moderation;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.Role;
import chat.jim.protocol.action.RoomAction;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Room;
import chat.jim.server.room.Rooms;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore.Kept;
import chat.jim.server.store.RoomStore.Member;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does what one peer requests for a room: changes what it is, and who is what in it (PROTOCOL.md, section 13). For the thread
 * of the peer's session.
 */
public final class RoomRequests {
    private final Peer peer;
    private final Rooms rooms;
    private final Replies replies;
    private final Authority authority;
    private final Announcer announcer;

    /** Those of a peer, as far as its authority goes. */
    public RoomRequests(Peer peer, Rooms rooms, Replies replies, Authority authority) {
        this.peer = peer;
        this.rooms = rooms;
        this.replies = replies;
        this.authority = authority;
        announcer = new Announcer(peer, replies);
    }

    /** {@code room}. */
    public Response settings(RoomAction.Settings request) {
        Room room = authority.room(request);
        if (request.onlyAsks()) {
            return RoomAnswers.described(replies.of(Code.OK, size(room)), room, peer.holder());
        }
        boolean onlyTopic = request.isPrivate() == null && request.moderated() == null && request.keep() == null;
        return room.governed(() -> {
            authority.require(room, onlyTopic ? Role.MODERATOR : Role.OWNER);
            Kept before = room.settings();
            Kept after = new Kept(
                    before.name(),
                    before.owned(),
                    request.topic() == null ? before.topic() : request.topic(),
                    request.isPrivate() == null ? before.isPrivate() : request.isPrivate(),
                    request.moderated() == null ? before.moderated() : request.moderated(),
                    request.keep() == null ? before.keeps() : request.keep());
            boolean becomesPrivate = after.isPrivate() && !before.isPrivate();
            if (becomesPrivate) {
                authority.checkEntries(room, strangers(room).size());
            }
            rooms.book().change(room, after);
            if (becomesPrivate) {
                letStay(room);
            }
            tell(room, before, after);
            return replies.of(Code.OK, room.name() + " is changed.");
        });
    }

    private static String size(Room room) {
        int members = room.size();
        return members == 0
                ? "Nobody is in " + room.name() + "."
                : room.name() + " has " + members + (members == 1 ? " member." : " members.");
    }

    /** Who is in the room may come back when it is private. */
    private void letStay(Room room) {
        rooms.book().put(room, strangers(room));
        room.members()
                .filter(holder -> holder.account() == null && room.rights().role(holder) == null)
                .forEach(guest -> rooms.book().put(room, guest, Role.MEMBER));
    }

    /** The accounts in the room that have no role, as members. */
    private List<Member> strangers(Room room) {
        return room.members()
                .map(Holder::account)
                .flatMap(Stream::ofNullable)
                .filter(account -> room.rights().role(account) == null)
                .map(account -> rooms.book().member(room, account, Role.MEMBER, ""))
                .toList();
    }

    private void tell(Room room, Kept before, Kept after) {
        Address name = room.name();
        if (!after.topic().equals(before.topic())) {
            String topic = after.topic();
            tell(room, topic.isEmpty() ? "removed the topic of " + name : "set the topic of " + name + ": " + topic);
        }
        if (after.isPrivate() != before.isPrivate()) {
            tell(room, after.isPrivate() ? "made " + name + " private" : "opened " + name);
        }
        if (after.moderated() != before.moderated()) {
            tell(
                    room,
                    after.moderated()
                            ? "made " + name + " moderated: only those with voice may speak"
                            : "lets everybody speak in " + name);
        }
        if (after.keeps() != before.keeps()) {
            tell(room, after.keeps() ? "lets " + name + " be kept" : "lets nothing more be kept of " + name);
        }
    }

    private void tell(Room room, String deed) {
        announcer.tell(room, deed, null);
    }

    /** {@code invite}. */
    public Response invite(RoomAction.Invite request) {
        Room room = authority.room(request);
        Person person = authority.person(request.person());
        return room.governed(() -> {
            authority.require(room, Role.MODERATOR);
            Holder online = person.online();
            if (online != null && room.has(online)) {
                return replies.of(Code.OK, person.name() + " is in " + room.name() + " already.");
            }
            authority.checkNotBanned(room, person);
            if (person.account() == null) {
                if (person.role(room) == null) {
                    rooms.book().put(room, person.holder(), Role.MEMBER);
                }
            } else {
                invite(room, person, person.account());
            }
            room.rights().pardon(person.name());
            announcer.tell(online, "invites you to " + room.name());
            return replies.of(Code.OK, person.name() + " is invited to " + room.name() + ".");
        });
    }

    private void invite(Room room, Person person, AccountKey account) {
        Holder online = person.online();
        boolean isTold = online != null && online.sessions().anyMatch(Peer::knowsNotices);
        Member before = room.rights().member(account);
        if (!isTold) {
            authority.checkWaiting(room, person, account);
        }
        String by = isTold ? "" : String.valueOf(peer.name());
        if (before == null) {
            authority.checkEntries(room, 1);
            rooms.book().put(room, List.of(rooms.book().member(room, account, Role.MEMBER, by)));
        } else if (!isTold) {
            rooms.book().put(room, List.of(new Member(room.name(), account, before.role(), before.since(), by)));
        }
    }

    /** {@code grant}. */
    public Response grant(RoomAction.Grant request) {
        Room room = authority.room(request);
        Person person = authority.person(request.person());
        Role role = request.role();
        return room.governed(() -> {
            authority.require(room, role == Role.VOICE ? Role.MODERATOR : Role.OWNER);
            authority.requireOver(room, person, true);
            authority.checkNotBanned(room, person);
            Role before = person.role(room);
            if (before != role) {
                give(room, person, role);
                announcer.tell(person.online(), Deeds.gave(role, "you", room.name()));
                announcer.tell(room, Deeds.gave(role, person.name().toString(), room.name()), person.online());
                succeed(room, person);
            }
            return replies.of(Code.OK, Deeds.has(role, person.name(), room.name()));
        });
    }

    private void give(Room room, Person person, Role role) {
        AccountKey account = person.account();
        if (account == null) {
            authority.checkMayBe(role, room, person);
            rooms.book().put(room, person.holder(), role);
            return;
        }
        if (role == Role.OWNER) {
            authority.checkMayOwn(person, account);
        }
        if (room.rights().member(account) == null) {
            authority.checkEntries(room, 1);
        }
        rooms.book().put(room, List.of(rooms.book().member(room, account, role, "")));
    }

    /** {@code revoke}. */
    public Response revoke(RoomAction.Revoke request) {
        Room room = authority.room(request);
        Person person = authority.person(request.person());
        Role role = request.role();
        return room.governed(() -> {
            if (!authority.isSelf(person)) {
                authority.require(room, role == Role.VOICE ? Role.MODERATOR : Role.OWNER);
            }
            authority.requireOver(room, person, true);
            if (person.role(room) != role) {
                throw Deeds.hasNot(role, person.name(), room.name());
            }
            if (role == Role.MEMBER) {
                rooms.book().remove(room, person.account(), person.online());
            } else {
                give(room, person, Role.MEMBER);
            }
            announcer.tell(person.online(), Deeds.took(role, "you", room.name()));
            announcer.tell(room, Deeds.took(role, person.name().toString(), room.name()), person.online());
            succeed(room, person);
            return replies.of(Code.OK, Deeds.left(role, person.name(), room.name()));
        });
    }

    /** If the room has lost its last owner, somebody else owns it. */
    private void succeed(Room room, Person former) {
        AccountKey next = rooms.succession().succeed(room, account -> account.equals(former.account()));
        if (next != null) {
            room.tell(replies.notice(Deeds.owns(next, room.name())));
        }
    }
}
