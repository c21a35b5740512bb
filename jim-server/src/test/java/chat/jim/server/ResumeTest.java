package chat.jim.server;

import static chat.jim.server.ResumingPeers.TOKEN;
import static chat.jim.server.ResumingPeers.token;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 5: coming back with a token. */
@Timeout(60)
class ResumeTest {
    private TestServer server = TestServer.start().withAccount("Alice", "secret");
    private final ResumingPeers peers = new ResumingPeers(server);

    @AfterEach
    void stop() {
        peers.close();
        server.close();
    }

    private void restartAs(TestServer other) {
        server.close();
        server = other;
        peers.moveTo(other);
    }

    @Test
    void only_who_asks_is_told() {
        peers.connect()
                .presence("bob")
                .expectLine("{'response':200,'time':1763700000,'alert':'You are online as bob.'}");
        peers.connect()
                .authenticate("alice", "secret")
                .expectLine("{'response':200,'time':1763700000,'alert':'You are online as Alice.'}");
        peers.connect()
                .register("carol", "carols-own")
                .expectLine("{'response':201,'time':1763700000,'alert':'You have the account carol, and are online.'}");
        assertThat(peers.presence("dave", "false").receive()).doesNotContain("resume");
    }

    @Test
    void the_token_follows_the_text() {
        assertThat(peers.presence("bob", "true").receive())
                .matches("\\{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as bob.\","
                        + "\"resume\":\"[A-Za-z0-9_-]{22,}\"}");
    }

    @Test
    void each_login_brings_one() {
        token(peers.presence("bob", "true"));
        token(peers.login("authenticate", "alice", "secret"));
        assertThat(peers.login("register", "carol", "carols-own").receive()).containsPattern(TOKEN);
    }

    @Test
    void a_presence_of_one_who_is_online_brings_a_new_one_and_the_former_is_void() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String former = token(alice);
        String token = token(ResumingPeers.presence(alice, "alice", "true"));
        peers.lose(alice);

        peers.comeBack("alice", former).expect(401);
        peers.comeBack("alice", token).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[]", "{}"})
    void anything_else_in_its_place_is_400(String resume) {
        peers.presence("bob", resume).expect(400, "The field resume");
    }

    @Test
    void an_account_comes_back_without_its_password_and_by_its_own_spelling() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        peers.lose(alice);

        String answer = peers.comeBack("ALICE", token).expect(200);

        assertThat(answer).contains("You are online as Alice.").containsPattern(TOKEN);
    }

    @Test
    void it_has_its_contacts_and_all_that_an_account_has() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        peers.lose(alice);
        RawClient back = peers.comeBack("alice", token);
        back.expect(200);

        back.send("{'action':'get_contacts','time':1}").expect(200, "Contacts: 0.");
    }

    @Test
    void a_token_works_once_and_the_next_one_after_it() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String first = token(alice);
        peers.lose(alice);
        RawClient back = peers.comeBack("alice", first);
        String second = token(back);
        peers.lose(back);

        peers.comeBack("alice", first).expect(401);
        peers.comeBack("alice", second).expect(200);
    }

    @Test
    void the_former_session_is_told_and_ends() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);

        peers.comeBack("alice", token).expect(200);

        alice.expectLine("{'response':101,'time':1763700000,'alert':'You came online elsewhere.'}");
        alice.expectEnd();
    }

    @Test
    void it_leaves_its_rooms() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        alice.join("#tea");

        RawClient back = peers.comeBack("alice", token);
        back.expect(200);

        back.msg("#tea", "hi").expect(403, "not in #tea");
    }

    @Test
    void whoever_is_replaced_cannot_come_back_with_the_token_that_was_used() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        RawClient back = peers.comeBack("alice", token);
        back.expect(200);
        alice.receiveAll();

        peers.comeBack("alice", token).expect(401);
        back.fence("Alice");
    }

    @Test
    void of_several_who_come_at_once_one_comes_in() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        List<RawClient> comers =
                IntStream.range(0, 20).mapToObj(i -> peers.connect()).toList();

        List<String> answers = comers.parallelStream()
                .map(comer -> ResumingPeers.presence(comer, "alice", "'" + token + "'")
                        .receive())
                .toList();

        assertThat(answers).filteredOn(answer -> answer.contains(":200,")).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.contains(":401,")).hasSize(19);
    }

    @Test
    void what_the_former_session_has_not_confirmed_comes_first() {
        restartAs(TestServer.startWithMailbox(100).withAccount("Alice", "secret"));
        RawClient bob = peers.presence("bob", "false");
        bob.expect(200);
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        bob.msg("alice", "one").expect(200);
        alice.expectMessage("bob", "one");

        RawClient back = peers.comeBack("alice", token);
        back.expect(200);
        bob.msg("alice", "two").receive();

        back.expectMessage("bob", "one");
        String next = back.receive();
        assertThat(next.contains("probe") ? back.receive() : next).contains("two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAAAA"})
    void a_wrong_token_is_401_for_an_account_and_no_failed_login(String wrong) {
        for (int i = 0; i < 5; i++) {
            peers.comeBack("alice", wrong).expect(401, "authenticate");
        }
        peers.login("authenticate", "alice", "secret").expect(200);
    }

    @Test
    void a_token_is_good_for_its_name_only() {
        RawClient bob = peers.presence("bob", "true");
        String token = token(bob);

        peers.comeBack("alice", token).expect(401);
        bob.fence("bob");
    }

    @Test
    void a_guest_comes_back_to_his_name() {
        RawClient bob = peers.presence("bob", "true");
        String token = token(bob);
        peers.presence("bob", "true").expect(409);

        RawClient back = peers.comeBack("bob", token);

        token(back);
        bob.expect(101, "elsewhere");
        bob.expectEnd();
    }

    @Test
    void a_wrong_token_is_409_for_a_guests_name_that_is_taken() {
        peers.presence("bob", "false").expect(200);

        peers.comeBack("bob", "wrong").expect(409);
    }

    @Test
    void a_wrong_token_for_a_free_name_is_a_guests_login() {
        token(peers.comeBack("bob", "wrong"));
    }

    @Test
    void where_guests_are_not_admitted_a_wrong_token_is_refused_too() {
        restartAs(TestServer.start(new ServerConfig.Access(false, true, 1000), TestServer.USUAL));

        peers.comeBack("bob", "wrong").expect(401, "admits no guests");
    }

    @Test
    void a_guests_name_is_kept_from_others_while_he_comes_back() {
        String token = token(peers.presence("bob", "true"));
        List<RawClient> thieves =
                IntStream.range(0, 4).mapToObj(i -> peers.connect()).toList();
        CompletableFuture<?>[] stealing = thieves.stream()
                .map(thief -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 300; i++) {
                        thief.presence("bob").expect(409);
                    }
                }))
                .toArray(CompletableFuture[]::new);

        for (int i = 0; i < 20; i++) {
            token = token(peers.comeBack("bob", token));
        }

        CompletableFuture.allOf(stealing).join();
    }

    @Test
    void a_newer_session_of_the_name_is_not_replaced_by_an_older_ones_token() {
        RawClient alice = peers.login("authenticate", "alice", "secret");
        String token = token(alice);
        peers.lose(alice);
        RawClient newer = peers.connect();
        newer.authenticate("alice", "secret").expect(200);

        peers.comeBack("alice", token).expect(401);
        newer.fence("Alice");
    }

    @Test
    void where_the_store_has_failed_it_is_500_and_the_password_is_not_asked_for() {
        String token = token(peers.presence("bob", "true"));
        server.breakStore();

        peers.comeBack("bob", token).expect(500);
    }
}
