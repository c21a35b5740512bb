package chat.jim.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** PROTOCOL.md, section 13: who somebody is. */
final class PeopleCases {
    private static final String WHOIS = "200: who that is (see below); 404 no such account, and nobody online";
    private static final String ROOMS = "the rooms that both are in";
    private static final String STATUS = "if there is a status (section 10)";
    private static final String WHETHER = "whether it is an account, since when it is online";
    private static final String IDLE = "for how many seconds it has sent no message";
    private static final String SEEN =
            "Of an account that is offline there is `seen` in their place: when it was online last.";
    private static final String HIDDEN = "the server tells nobody `idle` and `seen` of that account, nor of that guest,"
            + " until a `presence` says `\"hidden\":false`";

    private PeopleCases() {}

    static List<Case> all() {
        List<Case> cases = new ArrayList<>();
        online(cases);
        offline(cases);
        hiding(cases);
        return cases;
    }

    /** Asks who somebody is; skips the case if that cannot be asked. */
    private static Response whois(Peer asker, String name) throws IOException {
        Response answer = asker.send("{'action':'whois','time':1,'user_id':'" + name + "'}")
                .answer();
        assumeTrue(answer.code().number() != 400, "nobody can be found there");
        return OwnedRoom.answered(200, answer);
    }

    private static void online(List<Case> cases) {
        cases.add(new Case(WHOIS, "nobody", scene -> {
            Peer guest = scene.online();
            whois(guest, guest.name());
            guest.send("{'action':'whois','time':1,'user_id':'" + scene.name() + "'}")
                    .expect(404);
            guest.send("{'action':'whois','time':1}").expect(400);
            guest.send("{'action':'whois','time':1,'user_id':'#tea'}")
                    .expect(400)
                    .expectUsable();
        }));
        cases.add(new Case(WHETHER, "a guest and an account", scene -> {
            Peer asker = scene.online();
            Peer account = scene.registered();
            Response ofGuest = whois(asker, asker.name());
            assertThat(ofGuest.is(Detail.REGISTERED)).isFalse();
            assertThat(ofGuest.text()).isEqualTo(asker.name() + " is online as a guest.");
            Response ofAccount = whois(asker, account.name());
            assertThat(ofAccount.is(Detail.REGISTERED)).isTrue();
            assertThat(ofAccount.text()).isEqualTo(account.name() + " is online.");
            assertThat(ofAccount.number(Detail.SINCE)).isNotNull().isLessThanOrEqualTo(ofAccount.time());
            assertThat(ofAccount.number(Detail.SEEN)).isNull();
        }));
        cases.add(new Case(IDLE, "one who has just written", scene -> {
            Peer asker = scene.online();
            Peer other = scene.online();
            other.msg(other.name(), "hi").expect(200);
            assertThat(whois(asker, other.name()).number(Detail.IDLE)).isBetween(0L, 60L);
        }));
        cases.add(new Case(ROOMS, "of three", scene -> {
            Peer asker = scene.online();
            Peer other = scene.online();
            String both = scene.room();
            asker.room("join", both).expect(201);
            other.room("join", both).expect(200);
            asker.room("join", scene.room()).expect(201);
            other.room("join", scene.room()).expect(201);
            assertThat(whois(asker, other.name()).names()).containsExactly(both);
            assertThat(whois(scene.online(), other.name()).names()).isNullOrEmpty();
        }));
        cases.add(new Case(STATUS, "one, and none", scene -> {
            Peer asker = scene.online();
            Peer other = scene.online();
            assertThat(whois(asker, other.name()).users()).isEmpty();
            other.status("at home").expect(200);
            assertThat(whois(asker, other.name()).users())
                    .singleElement()
                    .satisfies(user -> assertThat(user.status()).isEqualTo("at home"));
        }));
    }

    private static void offline(List<Case> cases) {
        cases.add(new Case(SEEN, "one who has gone", scene -> {
            Peer asker = scene.online();
            Peer account = scene.registered();
            account.quit();
            Response answer = whois(asker, account.name());
            assertThat(answer.text()).isEqualTo(account.name() + " is offline.");
            assertThat(answer.number(Detail.SEEN)).isNotNull().isLessThanOrEqualTo(answer.time());
            assertThat(answer.details()).doesNotContainKeys(Detail.SINCE, Detail.IDLE);
        }));
        cases.add(new Case(WHOIS, "a guest who has gone", scene -> {
            Peer asker = scene.online();
            Peer guest = scene.online();
            whois(asker, guest.name());
            guest.quit();
            asker.send("{'action':'whois','time':1,'user_id':'" + guest.name() + "'}")
                    .expect(404);
        }));
    }

    private static Peer hide(Peer peer, String hidden) throws IOException {
        return peer.send("{'action':'presence','time':1,'user':{'account_name':'$me','hidden':" + hidden + "}}")
                .expect(200);
    }

    private static void hiding(List<Case> cases) {
        cases.add(new Case(HIDDEN, "a guest, and not any more", scene -> {
            Peer asker = scene.online();
            Peer guest = scene.online();
            hide(guest, "true").expectUsable();
            assertThat(whois(asker, guest.name()).number(Detail.IDLE)).isNull();
            hide(guest, "false");
            assertThat(whois(asker, guest.name()).number(Detail.IDLE)).isNotNull();
        }));
        cases.add(new Case(HIDDEN, "an account, that goes and comes back", scene -> {
            Peer asker = scene.online();
            Peer account = scene.registered();
            hide(account, "true");
            account.quit();
            assertThat(whois(asker, account.name()).number(Detail.SEEN)).isNull();
            Peer back = scene.connect(account.name());
            back.login("authenticate", "secret-1").expect(200).expectUsable();
            assertThat(whois(asker, account.name()).number(Detail.IDLE)).isNull();
            hide(back, "false");
            back.quit();
            assertThat(whois(asker, account.name()).number(Detail.SEEN)).isNotNull();
        }));
        cases.add(new Case(HIDDEN, "other values mean nothing", scene -> {
            Peer asker = scene.online();
            Peer guest = scene.online();
            for (String hidden : List.of("'yes'", "1", "null")) {
                hide(guest, hidden);
                assertThat(whois(asker, guest.name()).number(Detail.IDLE)).isNotNull();
            }
        }));
    }
}
