package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 5. */
final class LifeCases {
    private static final String GUEST = "200 and online as a guest";
    private static final String HAS_ACCOUNT = "401 the name has an account: authenticate first";
    private static final String IN_USE = "409 that name is online";
    private static final String AGAIN = "200, `status` kept";
    private static final String OTHER_NAME = "400 if the name is not yours";
    private static final String AUTHENTICATE =
            "200 and online; 402 wrong password or no such account (one text, one" + " cost for both)";
    private static final String REGISTER = "201 and online; 409 the name has an account or is online as someone else";
    private static final String ASKING = "Without `password` a `register` only asks whether the name can be had";
    private static final String SHORT = "400 fewer than 8 characters";
    private static final String PASSWD = "200, and all resume tokens of the account are void";
    private static final String NOT_PASSWD =
            "400 the name is not yours, or the new password has fewer than 8 characters";
    private static final String GUESTS_PASSWD = "403 a guest has none";
    private static final String NOT_ONLINE = "401 when not online";
    private static final String QUIT = "200, then the server closes";
    private static final String PROBE = "400: only servers probe";
    private static final String ELSE = "400, naming the action";
    private static final String READ_ON = "Shutting down only the sending side and reading on to the end is fine.";

    private LifeCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        guests(cases);
        accounts(cases);
        cases.addAll(ResumeCases.all());
        cases.addAll(SessionCases.ofLife());
        for (String request : List.of(
                "{'action':'msg','time':1,'to':'$me','message':'x'}",
                "{'action':'join','time':1,'room':'#$me'}",
                "{'action':'leave','time':1,'room':'#$me'}",
                "{'action':'who','time':1}",
                "{'action':'rooms','time':1}",
                "{'action':'get_contacts','time':1}",
                "{'action':'add_contact','time':1,'user_id':'$me'}",
                "{'action':'del_contact','time':1,'user_id':'$me'}",
                passwd("secret-1", "secret-2"))) {
            cases.add(Case.connected(NOT_ONLINE, request, 401));
        }
        for (String probe : List.of("probe", "pr\u043ebe", "PROBE")) {
            cases.add(Case.online(PROBE, "{'action':'" + probe + "','time':1}", 400));
            cases.add(Case.connected(PROBE, "{'action':'" + probe + "','time':1}", 400));
        }
        cases.add(new Case(
                ELSE,
                "an unknown action",
                scene -> assertThat(scene.connect()
                                .send("{'action':'dance','time':1}")
                                .answer(400)
                                .text())
                        .contains("dance")));
        cases.add(Case.online(ELSE, "{'response':200,'time':1}", 400));
        cases.add(Case.online(ELSE, "{'response':99999999999999999999,'time':1}", 400));
        end(cases);
        return cases;
    }

    private static void guests(List<Case> cases) {
        cases.add(new Case(GUEST, "with type and status", scene -> {
            Peer peer = scene.connect();
            peer.send("{'action':'presence','time':1,'type':'status','user':{'account_name':'$me','status':'hi'}}");
            peer.expect(200).expectUsable();
        }));
        cases.add(new Case(IN_USE, "two guests of one name", scene -> {
            Peer first = scene.online();
            Peer second = scene.connect(first.name());
            second.presence().expect(409);
            first.close();
        }));
        cases.add(new Case(IN_USE, "a refused peer may take another name", scene -> {
            Peer first = scene.online();
            Peer second = scene.connect();
            second.send("{'action':'presence','time':1,'user':{'account_name':'" + first.name() + "'}}")
                    .expect(409);
            second.presence().expect(200);
        }));
        cases.add(Case.online(AGAIN, "{'action':'presence','time':1,'user':{'account_name':'$me','status':'x'}}", 200));
        cases.add(Case.online(OTHER_NAME, "{'action':'presence','time':1,'user':{'account_name':'other'}}", 400));
    }

    private static void accounts(List<Case> cases) {
        cases.add(new Case(
                REGISTER,
                "registering comes online",
                scene -> scene.registered().expectUsable()));
        cases.add(new Case(REGISTER, "a guest registers its own name", scene -> {
            scene.registered();
            Peer guest = scene.online();
            guest.login("register", "secret-1").expect(201).expectUsable();
        }));
        cases.add(new Case(REGISTER, "409 for a name that has an account", scene -> {
            Peer owner = scene.registered();
            owner.quit();
            scene.connect(owner.name()).login("register", "secret-1").expect(409);
        }));
        cases.add(new Case(REGISTER, "409 for a name that is online as someone else", scene -> {
            scene.registered();
            scene.connect(scene.online().name()).login("register", "secret-1").expect(409);
        }));
        cases.add(new Case(ASKING, "a name that can be had, and one that cannot", scene -> {
            Peer owner = scene.registered();
            String asking = "{'action':'register','time':1,'user':{'account_name':'$me'}}";
            scene.connect().send(asking).expect(400).expectUsable();
            scene.connect(owner.name()).send(asking).expect(409);
            scene.connect(scene.online().name()).send(asking).expect(409);
        }));
        cases.add(new Case(SHORT, "seven, and eight of two code units each", scene -> {
            Peer peer = scene.registered();
            peer.quit();
            Peer next = scene.connect();
            next.login("register", "seven-7").expect(400);
            next.login("register", "\ud83d\ude00".repeat(8)).expect(201).expectUsable();
        }));
        cases.add(new Case(PASSWD, "by its owner", scene -> {
            Peer owner = scene.registered();
            String token = owner.presence("true").token(200);
            owner.send(passwd("secret-1", "secret-2")).expect(200).expectUsable();
            scene.connect(owner.name()).presence("'" + token + "'").expect(401);
            owner.quit();
            scene.connect(owner.name()).login("authenticate", "secret-2").expect(200);
        }));
        cases.add(new Case(NOT_PASSWD, "of another one, or too short", scene -> {
            Peer owner = scene.registered();
            owner.send(passwd("secret-1", "seven-7")).expect(400);
            owner.send(passwd("secret-1", "secret-2").replace("$me", scene.name()))
                    .expect(400)
                    .expectUsable();
        }));
        cases.add(new Case(GUESTS_PASSWD, "a guest", scene -> {
            scene.registered();
            scene.online().send(passwd("secret-1", "secret-2")).expect(403).expectUsable();
        }));
        cases.add(new Case(HAS_ACCOUNT, "a guest with the name of an account", scene -> {
            Peer owner = scene.registered();
            owner.quit();
            scene.connect(owner.name()).presence().expect(401);
        }));
        cases.add(new Case(AUTHENTICATE, "the right one, and one that is wrong, and no such account", scene -> {
            Peer owner = scene.registered();
            Peer peer = scene.connect(owner.name());
            String wrong = peer.login("authenticate", "Secret-1").answer(402).text();
            owner.expectUsable();
            Peer nobody = scene.connect();
            assertThat(nobody.login("authenticate", "secret-1").answer(402).text())
                    .isEqualTo(wrong);
            peer.login("authenticate", "secret-1").expect(200).expectUsable();
        }));
        cases.add(new Case(HAS_ACCOUNT, "a guest with the name of an account that is online", scene -> {
            Peer owner = scene.registered();
            scene.connect(owner.name()).presence().expect(401);
            owner.expectUsable();
        }));
        cases.add(new Case("400 when online |", "authenticating while online", scene -> {
            Peer guest = scene.online();
            guest.login("authenticate", "secret-1").expect(400).expectUsable();
        }));
    }

    private static String passwd(String password, String newPassword) {
        return "{'action':'passwd','time':1,'user':{'account_name':'$me','password':'" + password
                + "'},'new_password':'" + newPassword + "'}";
    }

    private static void end(List<Case> cases) {
        cases.add(new Case(QUIT, "while online, and the name is free at once", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'quit','time':1}").expect(200);
            scene.online(peer.name());
            peer.expectEnd();
        }));
        cases.add(new Case(QUIT, "before coming online", scene -> {
            Peer peer = scene.connect();
            peer.send("{'action':'quit'}").expect(200);
            peer.expectEnd();
        }));
        cases.add(new Case(QUIT, "what comes behind it is not heard", scene -> {
            Peer peer = scene.online();
            Peer other = scene.online();
            peer.send("{'action':'quit'}{'action':'msg','time':1,'to':'" + other.name() + "','message':'x'}")
                    .expect(200);
            peer.expectEnd();
            other.expectNoMessage();
        }));
        cases.add(new Case("(or silence, or the connection's end)", "a reset frees the name", scene -> {
            Peer peer = scene.online();
            peer.reset();
            long deadline = System.nanoTime() + 30_000_000_000L;
            boolean free = false;
            while (!free && System.nanoTime() < deadline) {
                free = scene.connect(peer.name()).comesOnline();
            }
            assertThat(free).isTrue();
        }));
        cases.add(new Case(READ_ON, "a hundred requests, then no more", scene -> {
            Peer peer = scene.online();
            peer.send("{'action':'rooms','time':1}".repeat(100));
            peer.halfClose();
            for (int i = 0; i < 100; i++) {
                peer.expect(200);
            }
            peer.expectEnd();
        }));
    }
}
