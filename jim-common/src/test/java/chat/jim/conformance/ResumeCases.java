package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 5: coming back with a token. */
final class ResumeCases {
    private static final String ASKS = "Only who asks is told";
    private static final String NOTHING = "`false` asks for nothing";
    private static final String ELSE = "anything else is 400";
    private static final String BACK = "200 and a new token";
    private static final String ROOMS = "Rooms have to be joined again.";
    private static final String REPLACED =
            "it gets a last 101, \"You came online elsewhere.\", and its connection is closed";
    private static final String PASSWORD =
            "An `authenticate` with the right password replaces all sessions of its account";
    private static final String LOGGED_IN = "when somebody has logged in with the account's password";
    private static final String GRACE = "and for ten minutes after its connection has ended";
    private static final String USED = "A token is void once somebody has come back with it";
    private static final String AFTER_QUIT = "after `quit`";
    private static final String ACCOUNT = "401 for a name that has an account";
    private static final String ONLINE = "409 for one that is online";
    private static final String GUEST = "or else a guest comes online";

    private ResumeCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        asking(cases);
        comingBack(cases);
        replacing(cases);
        wrong(cases);
        return cases;
    }

    private static void asking(List<Case> cases) {
        cases.add(new Case(
                ASKS,
                "who does not ask",
                scene -> assertThat(scene.connect().presence().answer(200).text(Detail.RESUME))
                        .isNull()));
        cases.add(new Case(
                ASKS,
                "a guest who asks",
                scene -> assertThat(scene.connect().presence("true").token(200)).hasSizeBetween(22, 64)));
        cases.add(new Case(ASKS, "who asks when online", scene -> {
            Peer peer = scene.online();
            peer.presence("true").token(200);
            peer.expectUsable();
        }));
        cases.add(new Case(ASKS, "an account that is made, and logs in", scene -> {
            scene.registered();
            Peer maker = scene.connect();
            maker.send(login("register", "true")).token(201);
            maker.quit();
            scene.connect(maker.name()).send(login("authenticate", "true")).token(200);
        }));
        cases.add(new Case(
                NOTHING,
                "false in a presence",
                scene -> assertThat(
                                scene.connect().presence("false").answer(200).text(Detail.RESUME))
                        .isNull()));
        for (String resume : List.of("1", "null", "[]", "{}")) {
            cases.add(new Case(ELSE, resume + " in a presence", scene -> {
                scene.connect().presence("true").token(200);
                scene.connect().presence(resume).expect(400).expectUsable();
            }));
        }
        for (String verb : List.of("register", "authenticate")) {
            cases.add(new Case(ELSE, "a token beside a password: " + verb, scene -> {
                scene.connect().presence("true").token(200);
                scene.connect().send(login(verb, "'token'")).expect(400).expectUsable();
            }));
        }
    }

    private static String login(String verb, String resume) {
        return "{'action':'" + verb + "','time':1,'user':{'account_name':'$me','password':'secret-1'},'resume':"
                + resume + "}";
    }

    private static void comingBack(List<Case> cases) {
        cases.add(new Case(BACK, "an account, without its password", scene -> {
            Peer owner = scene.registered();
            String token = owner.presence("true").token(200);
            String next = scene.connect(owner.name()).presence(quoted(token)).token(200);
            assertThat(next).isNotEqualTo(token);
        }));
        cases.add(new Case(ROOMS, "a room of the former session", scene -> {
            String room = scene.room();
            Peer former = scene.connect();
            String token = former.presence("true").token(200);
            former.room("join", room).expect(201);
            Peer back = scene.connect(former.name());
            back.presence(quoted(token)).expect(200);
            back.room("join", room).expect(201);
        }));
        cases.add(new Case(REPLACED, "a guest who is still online", scene -> {
            Peer former = scene.connect();
            String token = former.presence("true").token(200);
            Peer back = scene.connect(former.name());
            back.presence(quoted(token)).expect(200);
            expectReplaced(former);
            back.expectUsable();
        }));
        cases.add(new Case(GRACE, "after a reset", scene -> {
            Peer former = scene.connect();
            String token = former.presence("true").token(200);
            former.reset();
            scene.connect(former.name()).presence(quoted(token)).token(200);
        }));
        cases.add(new Case(USED, "by an account", scene -> {
            Peer owner = scene.registered();
            String token = owner.presence("true").token(200);
            Peer back = scene.connect(owner.name());
            back.presence(quoted(token)).expect(200);
            scene.connect(owner.name()).presence(quoted(token)).expect(401);
            back.expectUsable();
        }));
        cases.add(new Case(AFTER_QUIT, "an account has quit", scene -> {
            Peer owner = scene.registered();
            String token = owner.presence("true").token(200);
            owner.quit();
            scene.connect(owner.name()).presence(quoted(token)).expect(401);
        }));
    }

    private static void replacing(List<Case> cases) {
        cases.add(new Case(PASSWORD, "an account that is online already", scene -> {
            Peer former = scene.registered();
            Peer next = scene.connect(former.name());
            next.login("authenticate", "secret-1").expect(200);
            expectReplaced(former);
            next.expectUsable();
        }));
        cases.add(new Case(LOGGED_IN, "the token of a session that was replaced", scene -> {
            Peer former = scene.registered();
            String token = former.presence("true").token(200);
            Peer next = scene.connect(former.name());
            next.login("authenticate", "secret-1").expect(200);
            expectReplaced(former);
            scene.connect(former.name()).presence(quoted(token)).expect(401);
            next.expectUsable();
        }));
    }

    private static void expectReplaced(Peer former) throws IOException {
        Response notice = former.notice();
        assertThat(notice.code().number()).isEqualTo(101);
        assertThat(notice.text()).isEqualTo("You came online elsewhere.");
        former.expectEnd();
    }

    private static void wrong(List<Case> cases) {
        for (String wrong : List.of("", "x", "AAAAAAAAAAAAAAAAAAAAAAAA")) {
            cases.add(new Case(ACCOUNT, "the token '" + wrong + "'", scene -> {
                Peer owner = scene.registered();
                owner.presence("true").token(200);
                scene.connect(owner.name()).presence(quoted(wrong)).expect(401);
                owner.expectUsable();
            }));
        }
        cases.add(new Case(ACCOUNT, "another one's token", scene -> {
            String another = scene.connect().presence("true").token(200);
            Peer owner = scene.registered();
            scene.connect(owner.name()).presence(quoted(another)).expect(401);
            owner.expectUsable();
        }));
        cases.add(new Case(ONLINE, "a guest's name", scene -> {
            Peer guest = scene.online();
            scene.connect(guest.name()).presence(quoted("wrong")).expect(409);
            guest.expectUsable();
        }));
        cases.add(new Case(
                GUEST,
                "a name that is free",
                scene -> scene.connect().presence(quoted("wrong")).expect(200).expectUsable()));
    }

    private static String quoted(String token) {
        return "'" + token + "'";
    }
}
