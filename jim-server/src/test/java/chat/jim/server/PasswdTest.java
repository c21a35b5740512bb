package chat.jim.server;

import static chat.jim.server.ResumingPeers.token;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 5: {@code passwd}, and how long new passwords have to be. */
@Timeout(60)
class PasswdTest {
    private final TestServer server = TestServer.start().withAccount("Alice", "secret");
    private final ResumingPeers peers = new ResumingPeers(server);
    private final RawClient alice = peers.login("authenticate", "alice", "secret");
    private final String token = token(alice);

    @AfterEach
    void stop() {
        peers.close();
        server.close();
    }

    private static RawClient passwd(RawClient peer, String name, String password, String newPassword) {
        return peer.send("{'action':'passwd','time':1,'user':{'account_name':'" + name + "','password':'" + password
                + "'},'new_password':'" + newPassword + "'}");
    }

    @Test
    void the_new_password_counts_and_the_old_one_no_more() {
        passwd(alice, "ALICE", "secret", "another-one")
                .expectLine("{'response':200,'time':1763700000,'alert':'Your password is changed.'}");

        alice.fence("Alice");
        RawClient next = peers.connect();
        next.authenticate("alice", "secret").expect(402);
        next.authenticate("alice", "another-one").expect(200);
    }

    @Test
    void the_tokens_of_the_account_are_void_and_the_session_may_ask_for_a_new_one() {
        passwd(alice, "alice", "secret", "another-one").expect(200);
        peers.comeBack("alice", token).expect(401);

        String next = token(ResumingPeers.presence(alice, "alice", "true"));

        peers.comeBack("alice", next).expect(200);
    }

    @Test
    void the_answer_brings_a_token_to_who_asks_for_it() {
        alice.send("{'action':'passwd','time':1,'user':{'account_name':'alice','password':'secret'},"
                + "'new_password':'another-one','resume':true}");

        peers.comeBack("alice", token(alice)).expect(200);
    }

    @Test
    void a_wrong_old_password_is_a_failed_login_and_the_session_goes_on_until_there_are_too_many() {
        for (int i = 0; i < 3; i++) {
            passwd(alice, "alice", "guess" + i, "another-one").expect(402, "old password");
            alice.fence("Alice");
        }

        passwd(alice, "alice", "secret", "another-one").expect(429, "wait");
        alice.expectEnd();
    }

    @Test
    void seven_characters_are_too_few_and_eight_are_enough_however_they_are_composed() {
        passwd(alice, "alice", "secret", "e\u0301".repeat(7)).expect(400, "at least 8 characters");
        passwd(alice, "alice", "secret", "\ud83d\ude00".repeat(8)).expect(200);
    }

    @Test
    void whoever_is_not_the_owner_cannot_change_it() {
        RawClient bob = peers.connect();
        passwd(bob, "alice", "secret", "another-one").expect(401);
        bob.presence("bob").expect(200);
        passwd(bob, "alice", "secret", "another-one").expect(403, "guest");
        passwd(alice, "bob", "secret", "another-one").expect(400, "You are Alice");
    }

    @Test
    void who_asks_without_a_password_hears_whether_the_name_can_be_had() {
        RawClient peer = peers.connect();

        register(peer, "alice").expect(409, "has an account");
        register(peer, "bob").expect(400, "The name bob can be had: send a password with it.");
        server.online("bob");
        register(peer, "bob").expect(409, "in use");
        peer.presence("carol").expect(200);
        register(peer, "carol").expect(400, "can be had");
        assertThat(peer.register("carol", "carols-own").expect(201)).contains("carol");
    }

    private static RawClient register(RawClient peer, String name) {
        return peer.send("{'action':'register','time':1,'user':{'account_name':'" + name + "'}}");
    }
}
