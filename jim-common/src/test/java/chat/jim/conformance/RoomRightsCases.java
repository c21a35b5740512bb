package chat.jim.conformance;

import static chat.jim.conformance.OwnedRoom.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * PROTOCOL.md, section 13, who may do what: a case for each cell of its table but those of operators, whom only the command
 * line of a server can name. The rows are read as they stand there.
 */
final class RoomRightsCases {
    private static final String ENTER = "| enter a room that is private | no | yes | | | |";

    private static final List<Row> ROWS = List.of(
            new Row("| ask what the room is, who is there and who keeps order | yes | | | | |", RoomRightsCases::ask),
            new Row(ENTER, RoomRightsCases::enter),
            new Row("| speak in a room that is moderated | no | no | yes | | |", RoomRightsCases::speak),
            new Row(
                    "| set the topic, invite, see who is invited, banned and muted | no | no | no | yes | |",
                    RoomRightsCases::invite),
            new Row(
                    "| kick, ban, unban, mute, unmute who is no moderator and no owner | no | no | no | yes | |",
                    RoomRightsCases::keepOrder),
            new Row(
                    "| grant and revoke `voice` to one who is no moderator and no owner | no | no | no | yes | |",
                    RoomRightsCases::giveVoice),
            new Row(
                    "| make the room private, moderated, or not kept, or not so | no | no | no | no | yes |",
                    RoomRightsCases::change),
            new Row(
                    "| grant and revoke all roles; kick, ban and mute moderators | no | no | no | no | yes |",
                    RoomRightsCases::giveRoles),
            new Row("| act on an owner | no | no | no | no | no |", RoomRightsCases::actOnOwner));

    /** What only those are told who keep order. */
    private static final Set<String> ORDERED = Set.of("member", Detail.BANNED, Detail.MUTED);

    private RoomRightsCases() {}

    /** Who does it, by the columns of the table. */
    private enum Person {
        OUTSIDE(0),
        INSIDE(0),
        MEMBER(1),
        VOICE(2),
        MODERATOR(3),
        OWNER(4);

        private final int column;

        Person(int column) {
            this.column = column;
        }

        private Peer in(OwnedRoom room) throws IOException {
            return switch (this) {
                case OUTSIDE -> room.outsider();
                case INSIDE -> room.guest();
                case MEMBER -> room.account("member");
                case VOICE -> room.speaker();
                case MODERATOR -> room.account("moderator");
                case OWNER -> room.owner();
            };
        }
    }

    /** What a row is about, in all its forms; returns the codes of the answers. */
    private interface Deeds {
        List<Integer> by(Peer actor, OwnedRoom room) throws IOException;
    }

    /** A row of the table, as it stands in PROTOCOL.md. */
    private record Row(String text, Deeds deeds) {
        /** What stands in the cell, or left of it. */
        private boolean allows(Person person) {
            String[] cells = text.split("\\|", -1);
            int cell = 2 + person.column;
            while (cells[cell].isBlank()) {
                cell--;
            }
            return cells[cell].equals(" yes ");
        }

        private Case of(Person person) {
            boolean allowed = allows(person);
            int code = allowed ? 200 : text.equals(ENTER) ? 404 : 403;
            return new Case(text, person + (allowed ? " may" : " may not") + " " + text, scene -> {
                OwnedRoom room = OwnedRoom.in(scene);
                Peer actor = person.in(room);
                assertThat(deeds.by(actor, room)).isNotEmpty().containsOnly(code);
                actor.expectUsable();
            });
        }
    }

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        for (Row row : ROWS) {
            for (Person person : Person.values()) {
                if (person != Person.INSIDE || !row.text().equals(ENTER)) { // who is inside is a member by then
                    cases.add(row.of(person));
                }
            }
        }
        return cases;
    }

    private static int code(Response answer) {
        return answer.code().number();
    }

    private static List<Integer> ask(Peer actor, OwnedRoom room) throws IOException {
        int what = code(room.ask(actor, "room", ""));
        int who = code(room.ask(actor, "who", ""));
        boolean told = room.roles(actor).stream().anyMatch(part -> "owner".equals(part.text(Detail.ROLE)));
        return List.of(what, who, told ? 200 : 403);
    }

    /** 200 if all who are invited, banned and muted are seen, 403 if nobody of them is. */
    private static int seen(Peer actor, OwnedRoom room) throws IOException {
        Set<String> seen = new HashSet<>(ORDERED);
        seen.retainAll(
                room.roles(actor).stream().map(part -> part.text(Detail.ROLE)).toList());
        assertThat(seen).isIn(ORDERED, Set.of());
        return seen.isEmpty() ? 403 : 200;
    }

    private static List<Integer> enter(Peer actor, OwnedRoom room) throws IOException {
        room.ask(actor, "leave", "");
        room.change(",'private':true");
        return List.of(code(room.ask(actor, "join", "")));
    }

    private static List<Integer> speak(Peer actor, OwnedRoom room) throws IOException {
        room.change(",'moderated':true");
        return List.of(code(actor.msg(room.name(), "may I?").answer()));
    }

    private static List<Integer> invite(Peer actor, OwnedRoom room) throws IOException {
        room.order("mute", room.guest(), "");
        room.order("ban", room.guest(), "");
        room.order("invite", room.outsider(), "");
        return List.of(
                code(room.ask(actor, "room", ",'topic':'green only'")),
                code(room.ask(actor, "room", ",'topic':''")),
                code(room.ask(actor, "invite", room.outsider(), "")),
                seen(actor, room));
    }

    private static List<Integer> keepOrder(Peer actor, OwnedRoom room) throws IOException {
        Peer muted = room.guest();
        Peer banned = room.guest();
        Peer guest = room.guest();
        room.order("mute", muted, "");
        room.order("ban", banned, "");
        return List.of(
                code(room.ask(actor, "unmute", muted, "")),
                code(room.ask(actor, "mute", muted, "")),
                code(room.ask(actor, "unban", banned, "")),
                code(room.ask(actor, "kick", guest, "")),
                code(room.ask(actor, "ban", guest, "")));
    }

    private static List<Integer> giveVoice(Peer actor, OwnedRoom room) throws IOException {
        return List.of(
                code(room.ask(actor, "revoke", room.speaker(), role("voice"))),
                code(room.ask(actor, "grant", room.guest(), role("voice"))));
    }

    private static List<Integer> change(Peer actor, OwnedRoom room) throws IOException {
        List<Integer> codes = new ArrayList<>();
        for (String field : List.of("private", "moderated", "keep")) {
            for (boolean value : List.of(true, false)) {
                codes.add(code(room.ask(actor, "room", ",'" + field + "':" + value)));
            }
        }
        return codes;
    }

    private static List<Integer> giveRoles(Peer actor, OwnedRoom room) throws IOException {
        Peer account = room.account();
        Peer moderator = room.account("moderator");
        return List.of(
                code(room.ask(actor, "grant", account, role("member"))),
                code(room.ask(actor, "grant", account, role("moderator"))),
                code(room.ask(actor, "grant", account, role("owner"))),
                code(room.ask(actor, "mute", moderator, "")),
                code(room.ask(actor, "kick", moderator, "")),
                code(room.ask(actor, "revoke", moderator, role("moderator"))),
                code(room.ask(actor, "ban", banned(actor, room, moderator), "")));
    }

    /** The one who was just made no moderator, or another one if that was refused. */
    private static Peer banned(Peer actor, OwnedRoom room, Peer former) throws IOException {
        return actor == room.owner() ? room.account("moderator") : former;
    }

    private static List<Integer> actOnOwner(Peer actor, OwnedRoom room) throws IOException {
        Peer owner = actor == room.owner() ? room.account("owner") : room.owner();
        return List.of(
                code(room.ask(actor, "kick", owner, "")),
                code(room.ask(actor, "ban", owner, "")),
                code(room.ask(actor, "mute", owner, "")),
                code(room.ask(actor, "grant", owner, role("moderator"))),
                code(room.ask(actor, "revoke", owner, role("owner"))));
    }
}
