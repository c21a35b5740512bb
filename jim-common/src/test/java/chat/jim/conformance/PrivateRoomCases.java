package chat.jim.conformance;

import static chat.jim.conformance.OwnedRoom.answered;
import static chat.jim.conformance.OwnedRoom.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 13: rooms that only those enter who are invited. */
final class PrivateRoomCases {
    private static final String AS_IF =
            "Who may not enter a private room gets the answers that it would get if there" + " were no such room";
    private static final String CODE =
            "404 to `join`, `msg`, `who` and all requests of this section, and it is not in" + " `rooms`.";
    private static final String STAYS = "Who is in a room when it becomes private is a `member` of it.";
    private static final String ENTERS = "may enter, and is told by a 100 now, or at the next login";
    private static final String GONE = "If the room is private, its invitation is gone.";
    private static final String GUEST = "Guests can be `voice` and `member`, until their connection ends.";
    private static final String TAKEN = "the role is taken away";

    /** All requests that name a room and somebody. */
    private static final List<String> VERBS =
            List.of("who", "room", "invite", "grant", "revoke", "kick", "ban", "unban", "mute", "unmute");

    private PrivateRoomCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        hiding(cases);
        entering(cases);
        return cases;
    }

    private static void hiding(List<Case> cases) {
        cases.add(new Case(CODE, "join and msg", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'private':true");
            Peer outside = scene.online();
            answered(404, room.ask(outside, "join", ""));
            answered(404, room.ask(outside, "join", ",'about':true,'ids':true,'quiet':true"));
            outside.msg(room.name(), "hi").expect(404).expectUsable();
            room.owner().expectNoMessage();
        }));
        for (String verb : VERBS) {
            cases.add(new Case(CODE, verb + " of who may not enter", scene -> {
                OwnedRoom room = OwnedRoom.in(scene);
                room.change(",'private':true");
                Peer outside = scene.online();
                answered(404, room.ask(outside, verb, room.owner(), role("voice") + ",'roles':true"));
                outside.expectUsable();
            }));
        }
        cases.add(new Case(CODE, "rooms, with topics and without", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'private':true,'topic':'green only'");
            Peer outside = scene.online();
            assertThat(outside.send("{'action':'rooms','time':1}").answer(200).names())
                    .doesNotContain(room.name());
            assertThat(outside.ask("{'action':'rooms','time':1,'topics':true"))
                    .noneMatch(part -> room.name().equals(part.text(Detail.ROOM)));
            Peer owner = room.owner();
            assertThat(owner.send("{'action':'rooms','time':1}").answer(200).names())
                    .contains(room.name());
            assertThat(owner.ask("{'action':'rooms','time':1,'topics':true"))
                    .anyMatch(part -> room.name().equals(part.text(Detail.ROOM)));
        }));
        cases.add(new Case(AS_IF, "word for word", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'private':true");
            Peer outside = scene.online();
            String none = scene.room();
            for (String request : List.of(
                    "{'action':'msg','time':1,'to':'$room','message':'hi'}",
                    "{'action':'leave','time':1,'room':'$room'}",
                    "{'action':'who','time':1,'room':'$room'}",
                    "{'action':'history','time':1,'room':'$room'}",
                    "{'action':'search','time':1,'room':'$room','text':'tea'}",
                    "{'action':'room','time':1,'room':'$room','topic':'x'}",
                    "{'action':'kick','time':1,'room':'$room','user_id':'"
                            + room.owner().name() + "'}")) {
                Response here =
                        outside.send(request.replace("$room", room.name())).answer();
                Response nowhere = outside.send(request.replace("$room", none)).answer();
                assertThat(here.code()).isEqualTo(nowhere.code());
                assertThat(here.text().replace(room.name(), none)).isEqualTo(nowhere.text());
            }
        }));
    }

    private static void entering(List<Case> cases) {
        cases.add(new Case(STAYS, "a guest and an account, who leave and come back", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            Peer account = room.account();
            room.change(",'private':true");
            assertThat(room.roleOf(guest)).containsExactly("member");
            assertThat(room.roleOf(account)).containsExactly("member");
            guest.room("leave", room.name()).expect(200);
            guest.room("join", room.name()).expect(200);
            account.quit();
            Peer back = scene.connect(account.name());
            back.login("authenticate", "secret-1").expect(200);
            back.room("join", room.name()).expect(200);
        }));
        cases.add(new Case(ENTERS, "and others still do not", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'private':true");
            Peer guest = scene.online();
            room.order("invite", guest, "");
            guest.room("join", room.name()).expect(200);
            guest.msg(room.name(), "hi").expect(200);
            assertThat(room.owner().message().message()).isEqualTo("hi");
            scene.online().room("join", room.name()).expect(404);
        }));
        cases.add(new Case(GONE, "a kick", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            room.change(",'private':true");
            room.order("kick", guest, "");
            assertThat(room.roleOf(guest)).isEmpty();
            guest.room("join", room.name()).expect(404);
            guest.room("room", room.name()).expect(404).expectUsable();
        }));
        cases.add(new Case(GUEST, "one who comes back is not invited", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'private':true");
            Peer guest = scene.online();
            room.order("invite", guest, "");
            guest.quit();
            scene.online(guest.name()).room("join", room.name()).expect(404);
        }));
        cases.add(new Case(TAKEN, "a member who has left does not come back", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer account = room.account();
            room.change(",'private':true");
            account.room("leave", room.name()).expect(200);
            room.order("revoke", account, role("member"));
            account.room("join", room.name()).expect(404).expectUsable();
        }));
    }
}
