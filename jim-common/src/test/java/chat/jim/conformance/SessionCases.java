package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** PROTOCOL.md, sections 5 and 7: several sessions of one account. */
final class SessionCases {
    private static final String ALSO = "an `authenticate` adds a session to those of its account";
    private static final String ALONE = "also if it is the only one";
    private static final String NOTHING = "Any other value means nothing, as if the field were missing.";
    private static final String MANY =
            "One too many (`--sessions`, default 5) is 409, and the text says how many there are.";
    private static final String TOKEN = "It replaces that one, and the others stay.";
    private static final String TOLD_AGAIN = "`sessions` stands in the answer again";
    private static final String ALL = "What is said to the account comes to all its sessions.";
    private static final String OWN = "comes to the others as the `msg` that it is, with one's own name in `from`";
    private static final String ONE = "`who` lists the name once";
    private static final String GO_ON = "ends one session, and the others go on";
    private static final String TOGETHER = "a `join` or a `leave` of one holds for all";
    private static final String ADDED = "A session that is added is in the account's rooms at once";
    private static final String COUNTS_ONCE =
            "An account counts once, however many sessions it has, and your own sessions do not count.";
    private static final String LAST = "An account leaves them when its last session ends.";
    private static final int MANY_ENOUGH = 100;

    private SessionCases() {}

    /** Those of section 5. */
    static List<Case> ofLife() {
        List<Case> cases = new ArrayList<>();
        coming(cases);
        hearing(cases);
        return cases;
    }

    /** Logs in beside another session; skips the case if the server does not know that. */
    private static Peer also(Scene scene, Peer former) throws IOException {
        Peer peer = scene.connect(former.name());
        assumeTrue(sessions(peer, "'also'", "") != null, "there are no further sessions there");
        return peer;
    }

    private static @Nullable Long sessions(Peer peer, String session, String more) throws IOException {
        return login(peer, session, more).answer(200).number(Detail.SESSIONS);
    }

    private static Peer login(Peer peer, String session, String more) throws IOException {
        return peer.send("{'action':'authenticate','time':1,'user':{'account_name':'$me','password':'secret-1'},"
                + "'session':" + session + more + "}");
    }

    private static void coming(List<Case> cases) {
        cases.add(new Case(ALSO, "beside one, and another", scene -> {
            Peer first = scene.registered();
            Peer second = also(scene, first);
            assertThat(sessions(scene.connect(first.name()), "'also'", "")).isEqualTo(3);
            first.expectUsable();
            second.expectUsable();
        }));
        cases.add(new Case(ALONE, "beside nobody", scene -> {
            Peer first = scene.registered();
            also(scene, first).quit();
            first.quit();
            assertThat(sessions(scene.connect(first.name()), "'also'", "")).isEqualTo(1);
        }));
        for (String other : List.of("'only'", "true", "null", "1", "['also']")) {
            cases.add(new Case(NOTHING, "session is " + other, scene -> {
                Peer first = scene.registered();
                assertThat(sessions(scene.connect(first.name()), other, "")).isNull();
                assertThat(first.notice().code().number()).isEqualTo(101);
            }));
        }
        cases.add(new Case(MANY, "until there may be no more", scene -> {
            Peer first = scene.registered();
            also(scene, first);
            for (int sessions = 3; sessions < MANY_ENOUGH; sessions++) {
                Peer next = scene.connect(first.name());
                Response answer = login(next, "'also'", "").answer();
                if (answer.code().number() == 409) {
                    assertThat(answer.text()).contains(String.valueOf(sessions - 1));
                    next.presenceOf(scene.name()).expect(200);
                    break;
                }
                assertThat(answer.number(Detail.SESSIONS)).isEqualTo(sessions);
            }
            first.expectUsable();
        }));
        cases.add(new Case(TOKEN, "that of one of two", scene -> {
            Peer first = scene.registered();
            Peer second = also(scene, first);
            String token = second.presence("true").token(200);
            Peer back = scene.connect(first.name());
            back.presence("'" + token + "'").expect(200);
            assertThat(second.notice().code().number()).isEqualTo(101);
            first.expectUsable();
        }));
        cases.add(new Case(TOLD_AGAIN, "one that came with also, and one that did not", scene -> {
            Peer first = scene.registered();
            Peer second = also(scene, first);
            String firsts = first.presence("true").token(200);
            String seconds = second.presence("true").token(200);
            assertThat(scene.connect(first.name())
                            .presence("'" + seconds + "'")
                            .answer(200)
                            .number(Detail.SESSIONS))
                    .isEqualTo(2);
            assertThat(scene.connect(first.name())
                            .presence("'" + firsts + "'")
                            .answer(200)
                            .number(Detail.SESSIONS))
                    .isNull();
        }));
    }

    private static void hearing(List<Case> cases) {
        cases.add(new Case(ALL, "a message to two sessions", scene -> {
            Peer first = scene.registered();
            Peer second = also(scene, first);
            scene.online().msg(first.name(), "hi").expect(200);
            assertThat(first.message().message()).isEqualTo("hi");
            assertThat(second.message().message()).isEqualTo("hi");
        }));
        cases.add(new Case(OWN, "one's own message to a user", scene -> {
            Peer first = scene.registered();
            Peer second = also(scene, first);
            Peer other = scene.online();
            first.msg(other.name(), "hi").expect(200);
            expectOwn(second, other.name());
            assertThat(other.message().message()).isEqualTo("hi");
            first.expectNoMessage();
        }));
        cases.add(new Case(OWN, "one's own message to a room", scene -> {
            String room = scene.room();
            Peer first = scene.registered();
            Peer second = also(scene, first);
            first.room("join", room).expect(201);
            second.msg(room, "hi").expect(200);
            expectOwn(first, room);
            second.expectNoMessage();
        }));
        cases.add(new Case(ONE, "two sessions of one name", scene -> {
            Peer first = scene.registered();
            also(scene, first);
            List<String> online =
                    scene.online().send("{'action':'who','time':1}").answer(200).names();
            assertThat(online).containsOnlyOnce(first.name());
        }));
        cases.add(new Case(GO_ON, "a session quits, another one is lost", scene -> {
            Peer first = scene.registered();
            Peer second = also(scene, first);
            Peer third = also(scene, first);
            second.quit();
            third.reset();
            first.expectUsable();
            scene.online().msg(first.name(), "hi").expect(200);
            assertThat(first.message().message()).isEqualTo("hi");
        }));
    }

    private static void expectOwn(Peer peer, String to) throws IOException {
        var own = peer.message();
        assertThat(own.from()).hasToString(peer.name());
        assertThat(own.to()).hasToString(to);
        assertThat(own.message()).isEqualTo("hi");
    }

    /** Those of section 7. */
    static List<Case> ofRooms() {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case(TOGETHER, "a join of one session and a leave of another", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer first = scene.registered();
            Peer second = also(scene, first);
            first.room("join", room).expect(200);
            assertThat(second.notice().text()).isEqualTo("You joined " + room + ".");
            assertThat(member.notice().text()).isEqualTo(first.name() + " joined " + room);
            second.room("leave", room).expect(200);
            assertThat(first.notice().text()).isEqualTo("You left " + room + ".");
            assertThat(member.notice().text()).isEqualTo(first.name() + " left " + room);
            first.msg(room, "hi").expect(403);
        }));
        cases.add(new Case(ADDED, "an account in two rooms", scene -> {
            String one = scene.room();
            String other = scene.room();
            Peer first = scene.registered();
            first.room("join", one).expect(201);
            first.room("join", other).expect(201);
            Peer second = also(scene, first);
            assertThat(List.of(second.notice().text(), second.notice().text()))
                    .containsExactlyInAnyOrder("You joined " + one + ".", "You joined " + other + ".");
            second.msg(one, "hi").expect(200);
        }));
        cases.add(new Case(COUNTS_ONCE, "two sessions here, and two there", scene -> {
            String room = scene.room();
            Peer first = scene.registered();
            also(scene, first);
            Peer other = scene.registered();
            also(scene, other);
            first.room("join", room).expect(201);
            other.room("join", room).expect(200);
            assertThat(first.msg(room, "hi").answer(200).number(Detail.REACHED)).isEqualTo(1);
        }));
        cases.add(new Case(LAST, "one session after the other", scene -> {
            String room = scene.room();
            Peer member = scene.online();
            member.room("join", room).expect(201);
            Peer first = scene.registered();
            Peer second = also(scene, first);
            first.room("join", room).expect(200);
            assertThat(member.notice().text()).endsWith("joined " + room);
            first.quit();
            member.expectUsable();
            second.quit();
            assertThat(member.notice().text()).isEqualTo(first.name() + " left " + room);
        }));
        return cases;
    }
}
