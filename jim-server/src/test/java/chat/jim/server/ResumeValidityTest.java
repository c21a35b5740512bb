package chat.jim.server;

import static chat.jim.server.ResumingPeers.token;

import chat.jim.protocol.Address;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 5: how long a token is valid, and what makes it void. */
@Timeout(60)
class ResumeValidityTest {
    private static final Address ALICE = Address.account("Alice");

    private volatile Instant now = Instant.ofEpochSecond(TestServer.NOW);
    private TestServer server = TestServer.startWith(() -> now).withAccount("Alice", "secret");
    private final ResumingPeers peers = new ResumingPeers(server);

    @AfterEach
    void stop() {
        peers.close();
        server.close();
    }

    @Test
    void it_is_valid_for_ten_minutes_after_the_connection_has_ended() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        now = now.plus(Duration.ofHours(3));
        peers.lose(alice);
        now = now.plus(Duration.ofSeconds(599));

        peers.comeBack("alice", token).expect(200);
    }

    @Test
    void it_is_void_ten_minutes_after_the_connection_has_ended() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        peers.lose(alice);
        now = now.plus(Duration.ofMinutes(10));

        peers.comeBack("alice", token).expect(401);
    }

    @Test
    void it_is_valid_after_a_restart() {
        String alices = token(peers.login("authenticate", "alice", "secret"));
        String bobs = token(peers.presence("bob", "true"));

        restart();

        peers.comeBack("alice", alices).expect(200);
        peers.comeBack("bob", bobs).expect(200, "resume");
    }

    @Test
    void it_is_void_after_a_quit() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        alice.quit();

        peers.comeBack("alice", token).expect(401);
        restart();
        peers.comeBack("alice", token).expect(401);
    }

    @Test
    void it_is_void_after_a_change_of_the_password_though_the_session_goes_on() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);

        change(accounts -> accounts.setPasswordHash(accounts.find(ALICE).key(), CheapHash.of("new")));

        peers.comeBack("alice", token).expect(401);
        alice.fence("Alice");
    }

    @Test
    void it_is_void_after_a_block() {
        isVoidAfter(accounts -> accounts.setBlocked(ALICE, true));
    }

    @Test
    void it_is_void_when_the_block_is_over() {
        isVoidAfter(accounts -> {
            accounts.setBlocked(ALICE, true);
            accounts.setBlocked(ALICE, false);
        });
    }

    @Test
    void it_is_void_after_the_account_was_removed_and_made_anew() {
        isVoidAfter(accounts -> {
            accounts.remove(ALICE);
            accounts.add(ALICE, CheapHash.of("another"));
        });
    }

    private void isVoidAfter(Consumer<Accounts> change) {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        peers.lose(alice);
        awaitStore();
        change(change);

        peers.comeBack("alice", token).expect(401);
    }

    /** A login waits for no disk: until now its session may not have been kept. */
    private void awaitStore() {
        Store.await(server.store().sessions().find(ALICE, new byte[0], 0));
    }

    @Test
    void a_guests_is_void_when_somebody_else_has_an_account_of_that_name() {
        RawClient bob = peers.presence("bob", "true");
        String token = token(bob);
        peers.lose(bob);
        RawClient other = peers.connect();
        other.register("bob", "bobs-own-1").expect(201);
        peers.lose(other);

        peers.comeBack("bob", token).expect(401);
    }

    @Test
    void a_guest_who_registers_keeps_his() {
        RawClient bob = peers.presence("bob", "true");
        String token = token(bob);
        bob.register("bob", "bobs-own-1").expect(201);
        peers.lose(bob);

        RawClient back = peers.comeBack("bob", token);

        back.expect(200);
        back.send("{'action':'get_contacts','time':1}").expect(200);
    }

    private void restart() {
        server = server.restartWithMailbox(0);
        peers.moveTo(server);
    }

    /** Changes the accounts as another process would. */
    private void change(Consumer<Accounts> change) {
        try (Store others = server.openStore()) {
            change.accept(others.accounts());
        }
    }
}
