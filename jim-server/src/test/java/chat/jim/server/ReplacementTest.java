package chat.jim.server;

import static chat.jim.server.ResumingPeers.token;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 5: "An `authenticate` with the right password replaces all sessions of its account". */
@Timeout(60)
class ReplacementTest {
    private final TestServer server = TestServer.startWithMailbox(100).withAccount("Alice", "secret");
    private final ResumingPeers peers = new ResumingPeers(server);
    private final RawClient former = peers.login("authenticate", "alice", "secret");
    private final String token = token(former);

    @AfterEach
    void stop() {
        peers.close();
        server.close();
    }

    @Test
    void the_former_session_is_told_and_ends() {
        RawClient next = peers.connect().authenticate("ALICE", "secret").expect(200, "You are online as Alice.");

        former.expectLine("{'response':101,'time':1763700000,'alert':'You came online elsewhere.'}");
        former.expectEnd();
        next.fence("Alice");
    }

    @Test
    void a_wrong_password_replaces_nobody() {
        peers.connect().authenticate("alice", "Secret").expect(402);

        former.fence("Alice");
    }

    @Test
    void the_right_password_of_a_blocked_account_replaces_nobody() {
        try (Store store = server.openStore()) {
            store.accounts().setBlocked(Address.account("alice"), true);
        }

        peers.connect().authenticate("alice", "secret").expect(403, "blocked");

        assertThat(former.receiveAll()).noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void what_it_has_not_confirmed_comes_first() {
        RawClient bob = peers.connect().presence("bob").expect(200, "bob");
        bob.msg("alice", "one").expect(200);
        former.expectMessage("bob", "one");

        RawClient next = peers.connect().authenticate("alice", "secret").expect(200, "Alice");
        bob.msg("alice", "two").receive();

        next.expectMessage("bob", "one");
        String line = next.receive();
        assertThat(line.contains("probe") ? next.receive() : line).contains("two");
    }

    @Test
    void its_token_is_void() {
        RawClient next = peers.connect().authenticate("alice", "secret").expect(200, "Alice");
        former.receiveAll();

        peers.comeBack("alice", token).expect(401);
        next.fence("Alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence", "register"})
    void nobody_without_the_password_replaces_it(String verb) {
        peers.login(verb, "alice", "guess").expect(verb.equals("presence") ? 401 : 409);

        former.fence("Alice");
    }

    @Test
    void a_guest_who_has_the_name_of_an_account_made_a_moment_ago_has_to_go() {
        RawClient guest = peers.connect().presence("bob").expect(200, "bob");
        server.withAccount("bob", "secret");

        peers.connect().authenticate("bob", "secret").expect(200, "You are online as bob.");

        guest.expect(403, "has an account");
        guest.expectEnd();
    }
}
