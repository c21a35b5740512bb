package chat.jim.server.moderation;

import chat.jim.log.Audit;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;
import chat.jim.protocol.Role;
import chat.jim.protocol.action.RoomAction;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.room.Room;
import chat.jim.server.room.Rooms;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.RoomStore.Ban;
import chat.jim.server.store.RoomStore.Sanction;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps order in rooms for one peer: kicks, bans and mutes, and lifts that (PROTOCOL.md, section 13). For the thread of the
 * peer's session.
 */
public final class OrderRequests {
    private final Peer peer;
    private final Rooms rooms;
    private final Replies replies;
    private final Authority authority;
    private final Announcer announcer;

    /** Those of a peer, as far as its authority goes. */
    public OrderRequests(Peer peer, Rooms rooms, Replies replies, Authority authority) {
        this.peer = peer;
        this.rooms = rooms;
        this.replies = replies;
        this.authority = authority;
        announcer = new Announcer(peer, replies);
    }

    /** {@code kick}. */
    public Response kick(RoomAction.Kick request) {
        Room room = authority.room(request);
        return room.governed(() -> {
            authority.require(room, Role.MODERATOR);
            Person person = authority.online(request);
            if (person == null || !room.has(person.holder())) {
                throw Authority.notIn(request.person(), room);
            }
            Holder target = person.holder();
            Address name = person.name();
            authority.requireOver(room, person, false);
            rooms.rules().kicked(room, name);
            String because = " from " + room.name() + Deeds.because(null, request.reason());
            if (!expel(room, target, "kicked you" + because)) {
                throw Authority.notIn(request.person(), room);
            }
            announcer.tell(room, "kicked " + name + because, target);
            Role role = person.role(room);
            if (room.settings().isPrivate() && role != null && !role.includes(Role.MODERATOR)) {
                rooms.book().remove(room, person.account(), target);
            }
            return replies.of(Code.OK, name + " is out of " + room.name() + ".");
        });
    }

    /** {@code ban}. */
    public Response ban(RoomAction.Ban request) {
        Room room = authority.room(request);
        Person person = authority.person(request.person());
        Response answer = room.governed(() -> {
            authority.require(room, Role.MODERATOR);
            authority.requireOver(room, person, false);
            boolean hasEntry = person.account() != null && person.role(room) != null;
            sanction(room, Ban.ENTER, person, hasEntry, request.seconds(), request.reason());
            String because = " from " + room.name() + Deeds.because(request.seconds(), request.reason());
            room.rights().guests().keySet().stream()
                    .filter(person::includes)
                    .forEach(guest -> rooms.book().remove(room, null, guest));
            List<Holder> there = room.members().filter(person::includes).toList();
            there.forEach(holder -> expel(room, holder, "banned you" + because));
            if (person.online() != null && !there.contains(person.online())) {
                announcer.tell(person.online(), "banned you" + because);
            }
            announcer.tell(room, "banned " + person.name() + because, person.online());
            if (hasEntry) {
                rooms.book().remove(room, person.account(), null);
                announcer.succeed(room, rooms.succession(), account -> account.equals(person.account()));
            }
            return replies.of(Code.OK, person.name() + " is banned" + because + ".");
        });
        audit("ban", room, person.name(), request.seconds());
        return answer;
    }

    /** {@code mute}. */
    public Response mute(RoomAction.Mute request) {
        Room room = authority.room(request);
        Person person = authority.person(request.person());
        return room.governed(() -> {
            authority.require(room, Role.MODERATOR);
            authority.requireOver(room, person, false);
            sanction(room, Ban.SPEAK, person, false, request.seconds(), request.reason());
            String because = " in " + room.name() + Deeds.because(request.seconds(), request.reason());
            announcer.tell(room, "muted " + person.name() + because, person.online());
            announcer.tell(person.online(), "muted you" + because);
            return replies.of(Code.OK, person.name() + " is muted" + because + ".");
        });
    }

    /** @param replaces whether the person has a role that is gone then */
    private void sanction(
            Room room, Ban ban, Person person, boolean replaces, @Nullable Long seconds, @Nullable String reason) {
        long now = rooms.rules().now();
        String subject = person.subject();
        if (!replaces && room.rights().sanction(ban, subject, now) == null) {
            authority.checkEntries(room, 1);
        }
        long until = seconds == null ? Long.MAX_VALUE : now + seconds;
        String why = reason == null ? "" : reason;
        rooms.book().put(room, new Sanction(room.name(), ban, subject, person.name(), until, why));
        AccountKey late = person.account() == null ? person.holder().account() : null;
        if (late != null) { // a guest who registers meanwhile inherits what was there before
            rooms.book().put(room, new Sanction(room.name(), ban, late.id(), late.name(), until, why));
        }
    }

    /** {@code unban}. */
    public Response unban(RoomAction.Unban request) {
        Room room = authority.room(request);
        Response answer = room.governed(() -> {
            lift(room, Ban.ENTER, request, "into");
            room.rights().pardon(request.person());
            return replies.of(Code.OK, request.person() + " may enter " + room.name() + " again.");
        });
        audit("unban", room, request.person(), null);
        return answer;
    }

    /** What an operator does in any room; who keeps order in a room of their own needs no record of it here. */
    private void audit(String deed, Room room, Address person, @Nullable Long seconds) {
        if (peer.holder().isOperator()) {
            Audit.of(deed)
                    .with("by", peer.name())
                    .with("room", room.name())
                    .with("name", person)
                    .with("seconds", seconds)
                    .write();
        }
    }

    /** {@code unmute}. */
    public Response unmute(RoomAction.Unmute request) {
        Room room = authority.room(request);
        return room.governed(() -> {
            lift(room, Ban.SPEAK, request, "speak in");
            return replies.of(Code.OK, request.person() + " may speak in " + room.name() + " again.");
        });
    }

    private void lift(Room room, Ban ban, RoomAction.OfPerson request, String what) {
        authority.require(room, Role.MODERATOR);
        Person online = authority.online(request);
        String subject = online == null ? "" : online.subject();
        Address name = request.person();
        authority.forgetOver(room);
        Predicate<Sanction> concerned =
                sanction -> sanction.name().equals(name) || sanction.subject().equals(subject);
        room.rights()
                .sanctions(ban, rooms.rules().now())
                .filter(concerned)
                .forEach(sanction ->
                        authority.requireOver(room, name, room.rights().role(sanction.subject())));
        List<Sanction> lifted = rooms.book().lift(room, ban, concerned);
        if (lifted.isEmpty()) {
            throw new ProtocolException(
                    Code.NOT_FOUND,
                    name + (ban == Ban.ENTER ? " is not banned from " : " is not muted in ") + room.name() + ".");
        }
        announcer.tell(
                room,
                "lets " + name + " " + what + " " + room.name() + " again",
                online == null ? null : online.holder());
        if (online != null
                && lifted.stream().anyMatch(sanction -> sanction.subject().equals(subject))) {
            announcer.tell(online.holder(), "lets you " + what + " " + room.name() + " again");
        }
    }

    /** Has somebody leave the room, with all sessions. False if it was not there. */
    private boolean expel(Room room, Holder holder, String deed) {
        return holder.locked(() -> {
            if (rooms.leave(room.name(), holder) == null) {
                return false;
            }
            holder.expelledFrom(room.name());
            announcer.tellGone(holder, deed, room.name());
            return true;
        });
    }
}
