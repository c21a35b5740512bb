package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PROTOCOL.md, section 7. */
final class RoomCases {
    private static final String JOIN = "`join`: 201 the room did not exist and was made; 200 joined, or already in it.";
    private static final String LEAVE = "`leave`: 200; 404 not in that room or no such room.";
    private static final String LAST =
            "The last one to leave closes the room, unless something is kept that was said there";
    private static final String RELAYED = "200, relayed to every other member who is online (not back to the sender)";
    private static final String REACHED =
            "`reached` in the 200 says to how many other members the message was handed: 0 if you are alone.";
    private static final String NO_ROOM = "404 no such room; 403 not a member";
    private static final String NOTICE = "Members get a 100 notice when someone joins or leaves";
    private static final String QUIET = "a member comes and goes without these notices";
    private static final String LIKE_ANY_OTHER =
            "It is a member like any other: it is in `who`, is counted, and may speak.";
    private static final String ENTERING_DECIDES =
            "The join that enters the room decides; a further one changes nothing.";
    private static final String QUIET_IS = "anything but `true` or `false` is 400";
    private static final String END = "When a connection ends, it leaves all its rooms.";

    private RoomCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(JOIN, "made, joined, joined again", scene -> {
            String room = scene.room();
            Peer first = scene.online();
            first.room("join", room).expect(201);
            first.room("join", room).expect(200);
            scene.online().room("join", room).expect(200);
        }));
        cases.add(new Case(LEAVE, "left, and left again", scene -> {
            String room = scene.room();
            Peer peer = scene.online();
            peer.room("join", room).expect(201);
            peer.room("leave", room).expect(200);
            peer.room("leave", room).expect(404).expectUsable();
        }));
        cases.add(new Case(LEAVE, "a room that somebody else is in", scene -> {
            String room = scene.room();
            scene.online().room("join", room).expect(201);
            scene.online().room("leave", room).expect(404);
        }));
        cases.add(new Case(LAST, "it is made anew after that", scene -> {
            String room = scene.room();
            Peer peer = scene.online();
            peer.room("join", room).expect(201);
            peer.room("leave", room).expect(200);
            peer.room("join", room).expect(201);
        }));
        cases.add(new Case(RELAYED, "to two others", scene -> {
            String room = scene.room();
            Peer sender = scene.online();
            Peer one = scene.online();
            Peer other = scene.online();
            Peer outside = scene.online();
            sender.room("join", room).expect(201);
            one.room("join", room).expect(200);
            other.room("join", room).expect(200);
            sender.msg(room, "tea?").expect(200);
            assertThat(one.message().to()).hasToString(room);
            assertThat(other.message().from()).hasToString(sender.name());
            sender.expectNoMessage();
            outside.expectNoMessage();
        }));
        cases.add(new Case(REACHED, "nobody, one, two, and one that has left", scene -> {
            String room = scene.room();
            Peer sender = scene.online();
            sender.room("join", room).expect(201);
            assertThat(reached(sender, room)).isZero();
            Peer one = scene.online();
            one.room("join", room).expect(200);
            assertThat(reached(sender, room)).isEqualTo(1);
            scene.online().room("join", room).expect(200);
            assertThat(reached(sender, room)).isEqualTo(2);
            one.room("leave", room).expect(200);
            assertThat(reached(sender, room)).isEqualTo(1);
        }));
        cases.add(new Case(REACHED, "only a message to a room says so", scene -> {
            Peer peer = scene.online();
            assertThat(reached(peer, peer.name())).isNull();
        }));
        cases.add(new Case(NO_ROOM, "no such room", scene -> {
            Peer peer = scene.online();
            peer.msg(scene.room(), "x").expect(404).expectUsable();
        }));
        cases.add(new Case(NO_ROOM, "not a member", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            scene.online().msg(room, "x").expect(403).expectUsable();
            member.expectNoMessage();
        }));
        cases.add(new Case(NOTICE, "joining and leaving", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer bob = scene.online();
            bob.room("join", room).expect(200);
            assertThat(member.notice().text()).isEqualTo(bob.name() + " joined " + room);
            bob.room("leave", room).expect(200);
            assertThat(member.notice().text()).isEqualTo(bob.name() + " left " + room);
        }));
        cases.add(new Case(QUIET, "joining, leaving and quitting", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer bot = scene.online();
            bot.quietJoin(room).expect(200);
            bot.room("leave", room).expect(200);
            bot.quietJoin(room).expect(200);
            bot.send("{'action':'quit'}").expect(200);
            Peer loud = scene.online();
            loud.room("join", room).expect(200);
            assertThat(member.notice().text()).isEqualTo(loud.name() + " joined " + room);
        }));
        cases.add(new Case(LIKE_ANY_OTHER, "listed, counted, speaking and hearing", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer bot = scene.online();
            bot.quietJoin(room).expect(200);
            assertThat(member.room("who", room).answer(200).names()).contains(bot.name());
            assertThat(reached(member, room)).isEqualTo(1);
            bot.msg(room, "green").expect(200);
            assertThat(member.message().from()).hasToString(bot.name());
        }));
        cases.add(new Case(ENTERING_DECIDES, "loud after quiet, and quiet after loud", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer quiet = scene.online();
            quiet.quietJoin(room).expect(200);
            quiet.room("join", room).expect(200);
            quiet.room("leave", room).expect(200);
            Peer loud = scene.online();
            loud.room("join", room).expect(200);
            loud.quietJoin(room).expect(200);
            loud.room("leave", room).expect(200);
            assertThat(member.notice().text()).isEqualTo(loud.name() + " joined " + room);
            assertThat(member.notice().text()).isEqualTo(loud.name() + " left " + room);
        }));
        cases.add(new Case(QUIET_IS, "not a boolean", scene -> {
            Peer peer = scene.online();
            for (String quiet : List.of("'true'", "1", "[]")) {
                peer.send("{'action':'join','time':1,'room':'" + scene.room() + "','quiet':" + quiet + "}")
                        .expect(400);
            }
            peer.expectUsable();
        }));
        cases.add(new Case(END, "quitting leaves", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer bob = scene.online();
            bob.room("join", room).expect(200);
            member.notice();
            bob.send("{'action':'quit'}").expect(200);
            assertThat(member.notice().text()).contains(bob.name(), room);
            assertThat(member.room("who", room).answer(200).names()).containsExactly(member.name());
        }));
        cases.add(new Case(END, "a reset leaves both of two", scene -> {
            Peer member = scene.online();
            Peer bob = scene.online();
            List<String> left = new ArrayList<>();
            for (String room : List.of(scene.room(), scene.room())) {
                member.room("join", room).expect(201);
                bob.room("join", room).expect(200);
                member.notice();
                left.add(bob.name() + " left " + room);
            }
            bob.reset();
            assertThat(List.of(member.notice().text(), member.notice().text())).hasSameElementsAs(left);
        }));
        cases.addAll(SessionCases.ofRooms());
        return cases;
    }

    private static @Nullable Long reached(Peer sender, String to) throws IOException {
        return sender.msg(to, "tea?").answer(200).number(Detail.REACHED);
    }
}
