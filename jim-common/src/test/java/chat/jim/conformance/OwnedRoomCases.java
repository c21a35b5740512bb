package chat.jim.conformance;

import static chat.jim.conformance.OwnedRoom.answered;
import static chat.jim.conformance.OwnedRoom.role;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 13: whose a room is, and what it is. */
final class OwnedRoomCases {
    private static final String OWNS = "Who makes a room with an account owns it";
    private static final String STAYS = "Such a room stays when all have left";
    private static final String NOBODYS = "belong to nobody, and close when the last one leaves";
    private static final String NOTICES_NOTHING =
            "Who only talks in rooms notices nothing of this section but notices, a 403, and a 404.";
    private static final String TOPIC = "the topic (up to 200 characters on one line; an empty one is none)";
    private static final String KEEP = "may be kept (section 12; what was kept before stays readable)";
    private static final String ASKS = "With none of them nothing changes, and the 200 says what the room is";
    private static final String CODES = "404 no such room, or it is private and you may not enter it; 400 a limit";
    private static final String GIVES_UP = "Everybody may take a role from itself.";
    private static final String MODERATOR =
            "If a room has lost its last owner, the one who has been moderator for the longest time owns it";
    private static final String IN_IT =
            "of the accounts that are in the room, the one that has been there for the" + " longest time";
    private static final String NOBODY = "If there is none who may own one more room, it belongs to nobody.";
    private static final String ENDS = "So a room ends when its owner gives it up and leaves";
    private static final String TOLD =
            "Who enters a room that has a topic is told it by a 100 after the answer: `The topic of #tea: green only`.";
    private static final String ABOUT = "the 200 or 201 says so, and there is no notice of the topic";
    private static final String MISSING =
            "What is missing is not there; of several owners it is the one who has been" + " so for the longest time.";
    private static final String TOPICS = "is answered by parts"
            + " `{\"response\":202,\"time\":T,\"room\":\"#tea\",\"members\":3,\"topic\":\"green only\"}`"
            + " in place of lists.";
    private static final String PACE = "10 at once, then 2 a second. More wait their turn.";

    private OwnedRoomCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        owning(cases);
        changing(cases);
        succeeding(cases);
        describing(cases);
        return cases;
    }

    private static void owning(List<Case> cases) {
        cases.add(new Case(OWNS, "an account that makes one", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Response described = room.described(room.owner());
            assertThat(described.text(Detail.ROLE)).isEqualTo("owner");
            assertThat(described.text(Detail.OWNER)).isEqualTo(room.owner().name());
            assertThat(room.described(scene.online()).text(Detail.ROLE)).isNull();
        }));
        cases.add(new Case(STAYS, "its owner leaves, and goes", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'topic':'green only'");
            room.owner().quit();
            Peer guest = room.guest();
            assertThat(guest.notice().text()).isEqualTo("The topic of " + room.name() + ": green only");
            assertThat(room.described(guest).text(Detail.OWNER))
                    .isEqualTo(room.owner().name());
        }));
        cases.add(new Case(NOBODYS, "a guest's room", scene -> {
            String room = scene.room();
            OwnedRoom.in(scene);
            Peer guest = scene.online();
            guest.room("join", room).expect(201);
            guest.room("room", room);
            assertThat(guest.answer(200).details()).doesNotContainKeys(Detail.OWNER, Detail.ROLE);
            guest.send("{'action':'room','time':1,'room':'" + room + "','topic':'x'}")
                    .expect(403);
            guest.room("leave", room).expect(200);
            scene.online().room("join", room).expect(201);
        }));
        cases.add(new Case(NOTICES_NOTHING, "a join and a message", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = scene.online();
            guest.room("join", room.name());
            assertThat(guest.answer(200).details()).isEmpty();
            assertThat(guest.msg(room.name(), "hi").answer(200).details()).containsOnlyKeys(Detail.REACHED);
            guest.expectUsable();
        }));
    }

    private static void changing(List<Case> cases) {
        cases.add(new Case(TOPIC, "of 200 characters, of 201, none", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'topic':'" + "\\ud83c\\udf75".repeat(40) + "x".repeat(160) + "'");
            answered(400, room.ask(room.owner(), "room", ",'topic':'" + "x".repeat(201) + "'"));
            assertThat(room.described(room.owner()).text(Detail.TOPIC)).hasSize(240);
            room.change(",'topic':''");
            assertThat(room.described(room.owner()).text(Detail.TOPIC)).isNull();
        }));
        cases.add(new Case(KEEP, "said before, meanwhile and after", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.owner().joinKept(room.name());
            room.owner().say(room.name(), "one");
            room.change(",'keep':false");
            assertThat(room.owner().msg(room.name(), "two").answer(200).number(Detail.ID))
                    .isNull();
            room.change(",'keep':true");
            room.owner().say(room.name(), "three");
            assertThat(room.owner().history(room.name(), "")).containsExactly("one", "three");
        }));
        cases.add(new Case(ASKS, "what was changed", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'topic':'green only','private':true,'moderated':true");
            Response described = room.described(room.owner());
            assertThat(described.text(Detail.TOPIC)).isEqualTo("green only");
            assertThat(described.is(Detail.PRIVATE)).isTrue();
            assertThat(described.is(Detail.MODERATED)).isTrue();
            assertThat(described.number(Detail.MEMBERS)).isEqualTo(1);
        }));
        for (String wrong : List.of("'topic':7", "'private':'maybe'", "'moderated':[]", "'keep':{}")) {
            cases.add(new Case(CODES, "room with " + wrong, scene -> {
                OwnedRoom room = OwnedRoom.in(scene);
                answered(400, room.ask(room.owner(), "room", "," + wrong));
                room.owner().expectUsable();
            }));
        }
        cases.add(new Case(CODES, "a room that is not there", scene -> {
            OwnedRoom.in(scene);
            Peer guest = scene.online();
            String none = "'room':'" + scene.room() + "','user_id':'" + guest.name() + "','role':'voice'";
            for (String verb :
                    List.of("room", "invite", "grant", "revoke", "kick", "ban", "unban", "mute", "unmute", "who")) {
                guest.send("{'action':'" + verb + "','time':1," + none + "}").expect(404);
            }
            guest.expectUsable();
        }));
        cases.add(new Case(PACE, "thirteen", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.guest();
            for (int i = 0; i < 13; i++) {
                guest.room("room", room.name());
            }
            for (int i = 0; i < 13; i++) {
                guest.expect(200);
            }
        }));
    }

    private static void succeeding(List<Case> cases) {
        cases.add(givesUp("voice"));
        cases.add(givesUp("moderator"));
        cases.add(new Case(GIVES_UP, "and has no more to say", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer other = room.account("owner");
            giveUp(room);
            assertThat(owner(room, other)).isEqualTo(other.name());
            answered(403, room.ask(room.owner(), "room", ",'private':true"));
        }));
        cases.add(new Case(MODERATOR, "the first of two, though others are there for longer", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.account("member");
            Peer last = room.account();
            Peer first = room.account("moderator");
            room.grant(last, "moderator");
            giveUp(room);
            assertThat(owner(room, first)).isEqualTo(first.name());
        }));
        cases.add(new Case(IN_IT, "the first of two, though a guest is there for longer", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.guest();
            room.order("invite", scene.registered(), "");
            Peer first = room.account();
            room.account();
            giveUp(room);
            assertThat(owner(room, first)).isEqualTo(first.name());
        }));
        cases.add(new Case(NOBODY, "a guest with voice is left", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer guest = room.speaker();
            giveUp(room);
            assertThat(owner(room, guest)).isNull();
            answered(403, room.ask(guest, "room", ",'topic':'mine'"));
        }));
        cases.add(new Case(ENDS, "and is made anew", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            giveUp(room);
            room.owner().room("leave", room.name()).expect(200);
            scene.online().room("join", room.name()).expect(201);
        }));
    }

    /** Somebody with a role gives it up, and then that of a member. */
    private static Case givesUp(String role) {
        return new Case(GIVES_UP, role, scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer person = room.account(role);
            answered(200, room.ask(person, "revoke", person, role(role)));
            assertThat(room.roleOf(person)).containsExactly("member");
            answered(200, room.ask(person, "revoke", person, role("member")));
            assertThat(room.roleOf(person)).isEmpty();
        });
    }

    private static void giveUp(OwnedRoom room) throws IOException {
        room.order("revoke", room.owner(), role("owner"));
    }

    private static String owner(OwnedRoom room, Peer asker) throws IOException {
        return room.described(asker).text(Detail.OWNER);
    }

    private static void describing(List<Case> cases) {
        cases.add(new Case(TOLD, "once", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'topic':'green only'");
            Peer guest = room.guest();
            assertThat(guest.notice().text()).isEqualTo("The topic of " + room.name() + ": green only");
        }));
        cases.add(new Case(ABOUT, "one that is joined, and one that is made", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'topic':'green only','moderated':true");
            Peer guest = scene.online();
            Response joined = answered(200, room.ask(guest, "join", ",'about':true"));
            assertThat(joined.details())
                    .containsEntry(Detail.MEMBERS, 2L)
                    .containsEntry(Detail.OWNER, room.owner().name())
                    .containsEntry(Detail.TOPIC, "green only")
                    .containsEntry(Detail.MODERATED, true)
                    .hasSize(4);
            room.change(",'topic':'black'");
            assertThat(guest.notice().text()).endsWith("black");
            String other = scene.room();
            Peer owner = room.owner();
            owner.send("{'action':'join','time':1,'room':'" + other + "','about':true}");
            assertThat(owner.answer(201).text(Detail.ROLE)).isEqualTo("owner");
        }));
        cases.add(new Case(MISSING, "two owners, and nothing else", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            Peer second = room.account("owner");
            assertThat(room.described(second).details())
                    .containsOnlyKeys(Detail.ROLE, Detail.MEMBERS, Detail.OWNER)
                    .containsEntry(Detail.OWNER, room.owner().name());
        }));
        cases.add(new Case(TOPICS, "one with a topic", scene -> {
            OwnedRoom room = OwnedRoom.in(scene);
            room.change(",'topic':'green only'");
            assertThat(room.guest().ask("{'action':'rooms','time':1,'topics':true"))
                    .filteredOn(part -> room.name().equals(part.text(Detail.ROOM)))
                    .singleElement()
                    .satisfies(part -> assertThat(part.details())
                            .containsEntry(Detail.MEMBERS, 2L)
                            .containsEntry(Detail.TOPIC, "green only")
                            .hasSize(3));
        }));
    }
}
