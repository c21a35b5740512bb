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
            boolean becomesPrivate = Boolean.TRUE.equals(request.isPrivate()) && !before.isPrivate();
            if (becomesPrivate) {
                authority.checkEntries(room, strangers(room).size());
            }
            rooms.book().change(room, settings -> changed(settings, request));
            if (becomesPrivate) {
                letStay(room);
            }
            tell(room, before, room.settings());
            return replies.of(Code.OK, room.name() + " is changed.");
        });
    }

    private static Kept changed(Kept settings, RoomAction.Settings request) {
        return new Kept(
                settings.name(),
                settings.owned(),
                request.topic() == null ? settings.topic() : request.topic(),
                request.isPrivate() == null ? settings.isPrivate() : request.isPrivate(),
                request.moderated() == null ? settings.moderated() : request.moderated(),
                request.keep() == null ? settings.keeps() : request.keep());
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
        String by = invitation(room, person);
        Member before = room.rights().member(account);
        if (before == null) {
            authority.checkEntries(room, 1);
            rooms.book().put(room, List.of(rooms.book().member(room, account, Role.MEMBER, by)));
        } else if (!by.isEmpty()) {
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
            if (before != null && before.includes(role)) {
                return replies.of(Code.OK, Deeds.has(before, person.name(), room.name()));
            }
            give(room, person, role, invitation(room, person));
            announcer.tell(person.online(), Deeds.gave(role, "you", room.name()));
            announcer.tell(room, Deeds.gave(role, person.name().toString(), room.name()), person.online());
            return replies.of(Code.OK, Deeds.has(role, person.name(), room.name()));
        });
    }

    /** Who has to be named as the one who invites, when an account that is offline comes again; empty if it is told now. */
    private String invitation(Room room, Person person) {
        Holder online = person.online();
        AccountKey account = person.account();
        if (account == null || (online != null && online.sessions().anyMatch(Peer::knowsNotices))) {
            return before(room, person);
        }
        authority.checkWaiting(room, person, account);
        return String.valueOf(peer.name());
    }

    /** The same as it was before. */
    private static String before(Room room, Person person) {
        Member member = person.account() == null ? null : room.rights().member(person.account());
        return member == null ? "" : member.invitedBy();
    }

    private void give(Room room, Person person, Role role, String invitedBy) {
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
        rooms.book().put(room, List.of(rooms.book().member(room, account, role, invitedBy)));
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
            authority.checkMayLoseOwner(room, person);
            if (role == Role.MEMBER) {
                rooms.book().remove(room, person.account(), person.online());
            } else {
                give(room, person, Role.MEMBER, before(room, person));
            }
            announcer.tell(person.online(), Deeds.took(role, "you", room.name()));
            announcer.tell(room, Deeds.took(role, person.name().toString(), room.name()), person.online());
            announcer.succeed(room, rooms.succession(), account -> account.equals(person.account()));
            return replies.of(Code.OK, Deeds.left(role, person.name(), room.name()));
        });
    }
}
