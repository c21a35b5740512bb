package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, sections 4 and 5: coming online, and going. */
class PresenceTest {
    @AutoClose
    private static final TestServer SERVER = TestServer.start();

    @Test
    void a_guest_comes_online_with_presence() {
        try (RawClient alice = SERVER.connect()) {
            alice.send("{'action':'presence','time':1,'type':'status','user':{'account_name':'p1','status':'hi'}}");

            assertThat(alice.receive())
                    .isEqualTo(json("{'response':200,'time':1763700000,'alert':'You are online as p1.'}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P2", "p2", "\uff50\uff12"})
    void a_name_that_is_online_is_not_given_again(String same) {
        try (RawClient first = SERVER.online("P2");
                RawClient second = SERVER.connect()) {
            second.presence(same).expect(409, "in use");
            second.fence("p2-other");
            second.quit();
            first.fence("P2");
            first.quit();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server", "System", "ADMIN"})
    void a_reserved_name_is_not_given(String name) {
        try (RawClient peer = SERVER.connect()) {
            peer.presence(name).expect(400, "reserved");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#room", "a b", "\u0430lice", "x\\u0000", "12345678901234567890123456"})
    void a_name_that_is_not_allowed_is_not_given(String name) {
        try (RawClient peer = SERVER.connect()) {
            peer.presence(name).expect(400);
        }
    }

    @Test
    void quit_is_answered_and_ends_the_connection_and_the_name_is_free_at_once() {
        try (RawClient first = SERVER.online("p3");
                RawClient second = SERVER.connect()) {
            first.send("{'action':'quit'}").expect(200);
            second.presence("p3").expect(200);
            first.expectEnd();
        }
    }

    @Test
    void quit_is_answered_before_coming_online_too() {
        try (RawClient peer = SERVER.connect()) {
            peer.send("{'action':'quit','time':1}").expect(200);
            peer.expectEnd();
        }
    }

    @Test
    void a_reset_frees_the_name() {
        SERVER.online("p4").reset();

        await().until(() -> {
            try (RawClient next = SERVER.connect()) {
                return next.presence("p4").receive().startsWith("{\"response\":200,");
            }
        });
    }

    @Test
    void presence_for_another_name_is_refused_while_online() {
        try (RawClient peer = SERVER.online("p5")) {
            peer.presence("p6").expect(400, "You are online as p5");
            peer.presence("P5").expect(200, "You are online as p5");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action':'msg','time':1,'to':'p7','message':'x'}",
                "{'action':'join','time':1,'room':'#tea'}",
                "{'action':'leave','time':1,'room':'#tea'}",
                "{'action':'who','time':1}",
                "{'action':'rooms','time':1}"
            })
    void who_is_not_online_gets_401(String request) {
        try (RawClient peer = SERVER.connect()) {
            peer.send(request).expect(401, "presence");
        }
    }

    @Test
    void authenticating_without_accounts_gets_402() {
        try (RawClient peer = SERVER.connect()) {
            peer.send("{'action':'authenticate','time':1,'user':{'account_name':'p8','password':'x'}}")
                    .expect(402, "Wrong password, or no account");
            peer.fence("p8");
            peer.send("{'action':'authenticate','time':1,'user':{'account_name':'p8','password':'x'}}")
                    .expect(400, "You are online as p8");
        }
    }
}
