package chat.jim.server;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 5: coming back with a token. */
@Timeout(60)
class ResumeTest {
    private static final Pattern TOKEN = Pattern.compile("\"resume\":\"([A-Za-z0-9_-]{22,})\"}$");
    private static final Address ALICE = Address.account("Alice");

    private final List<RawClient> clients = new ArrayList<>();
    private volatile Instant now = Instant.ofEpochSecond(TestServer.NOW);
    private TestServer server = TestServer.startWith(() -> now).withAccount("Alice", "secret");

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        server.close();
    }

    @Test
    void only_who_asks_is_told() {
        connect().presence("bob").expectLine("{'response':200,'time':1763700000,'alert':'You are online as bob.'}");
        connect()
                .authenticate("alice", "secret")
                .expectLine("{'response':200,'time':1763700000,'alert':'You are online as Alice.'}");
        connect()
                .register("carol", "c")
                .expectLine("{'response':201,'time':1763700000,'alert':'You have the account carol, and are online.'}");
        assertThat(presence("dave", "false").receive()).doesNotContain("resume");
    }

    @Test
    void the_token_follows_the_text() {
        assertThat(presence("bob", "true").receive())
                .matches("\\{\"response\":200,\"time\":1763700000,\"alert\":\"You are online as bob.\","
                        + "\"resume\":\"[A-Za-z0-9_-]{22,}\"}");
    }

    @Test
    void each_login_brings_one() {
        token(presence("bob", "true"));
        token(login("authenticate", "alice", "secret"));
        assertThat(login("register", "carol", "c").receive()).containsPattern(TOKEN);
    }

    @Test
    void a_presence_of_one_who_is_online_brings_a_new_one_and_the_former_is_void() {
        RawClient alice = login("authenticate", "alice", "secret");
        String former = token(alice);
        String token = token(ask(alice, "alice", "true"));
        lose(alice);

        presence("alice", quoted(former)).expect(401);
        presence("alice", quoted(token)).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "null", "[]", "{}"})
    void anything_else_in_its_place_is_400(String resume) {
        presence("bob", resume).expect(400, "The field resume");
    }

    @Test
    void an_account_comes_back_without_its_password_and_by_its_own_spelling() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        lose(alice);

        String answer = presence("ALICE", quoted(token)).expect(200);

        assertThat(answer).contains("You are online as Alice.").containsPattern(TOKEN);
    }

    @Test
    void it_has_its_contacts_and_all_that_an_account_has() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        lose(alice);
        RawClient back = presence("alice", quoted(token));
        back.expect(200);

        back.send("{'action':'get_contacts','time':1}").expect(200, "Contacts: 0.");
    }

    @Test
    void a_token_works_once_and_the_next_one_after_it() {
        RawClient alice = login("authenticate", "alice", "secret");
        String first = token(alice);
        lose(alice);
        RawClient back = presence("alice", quoted(first));
        String second = token(back);
        lose(back);

        presence("alice", quoted(first)).expect(401);
        presence("alice", quoted(second)).expect(200);
    }

    @Test
    void the_former_session_is_told_and_ends() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);

        presence("alice", quoted(token)).expect(200);

        alice.expectLine("{'response':101,'time':1763700000,'alert':'You came online elsewhere.'}");
        alice.expectEnd();
    }

    @Test
    void it_leaves_its_rooms() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        alice.join("#tea");

        RawClient back = presence("alice", quoted(token));
        back.expect(200);

        back.msg("#tea", "hi").expect(404);
    }

    @Test
    void whoever_is_replaced_cannot_come_back_with_the_token_that_was_used() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        RawClient back = presence("alice", quoted(token));
        back.expect(200);
        alice.receiveAll();

        presence("alice", quoted(token)).expect(401);
        login("authenticate", "alice", "secret").expect(409);
        back.fence("Alice");
    }

    @Test
    void of_several_who_come_at_once_one_comes_in() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        List<RawClient> comers = IntStream.range(0, 20).mapToObj(i -> connect()).toList();

        List<String> answers = comers.parallelStream()
                .map(comer -> ask(comer, "alice", quoted(token)).receive())
                .toList();

        assertThat(answers).filteredOn(answer -> answer.contains(":200,")).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.contains(":401,")).hasSize(19);
    }

    @Test
    void what_the_former_session_has_not_confirmed_comes_first() {
        server.close();
        server = TestServer.startWithMailbox(100).withAccount("Alice", "secret");
        RawClient bob = online("bob");
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        bob.msg("alice", "one").expect(200);
        alice.expectMessage("bob", "one");

        RawClient back = presence("alice", quoted(token));
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
            presence("alice", quoted(wrong)).expect(401, "authenticate");
        }
        login("authenticate", "alice", "secret").expect(200);
    }

    @Test
    void a_token_is_good_for_its_name_only() {
        RawClient bob = presence("bob", "true");
        String token = token(bob);

        presence("alice", quoted(token)).expect(401);
        bob.fence("bob");
    }

    @Test
    void a_guest_comes_back_to_his_name() {
        RawClient bob = presence("bob", "true");
        String token = token(bob);
        presence("bob", "true").expect(409);

        RawClient back = presence("bob", quoted(token));

        token(back);
        bob.expect(101, "elsewhere");
        bob.expectEnd();
    }

    @Test
    void a_wrong_token_is_409_for_a_guests_name_that_is_taken() {
        online("bob");

        presence("bob", quoted("wrong")).expect(409);
    }

    @Test
    void a_wrong_token_for_a_free_name_is_a_guests_login() {
        token(presence("bob", quoted("wrong")));
    }

    @Test
    void where_guests_are_not_admitted_a_wrong_token_is_refused_too() {
        server.close();
        server = TestServer.start(new ServerConfig.Access(false, true, 1000), TestServer.USUAL);

        presence("bob", quoted("wrong")).expect(401, "admits no guests");
    }

    @Test
    void a_guests_name_is_kept_from_others_while_he_comes_back() {
        RawClient bob = presence("bob", "true");
        List<RawClient> thieves = IntStream.range(0, 4).mapToObj(i -> connect()).toList();
        CompletableFuture<?>[] stealing = thieves.stream()
                .map(thief -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 300; i++) {
                        thief.presence("bob").expect(409);
                    }
                }))
                .toArray(CompletableFuture[]::new);

        String token = token(bob);
        for (int i = 0; i < 20; i++) {
            token = token(presence("bob", quoted(token)));
        }

        CompletableFuture.allOf(stealing).join();
    }

    @Test
    void it_is_valid_for_ten_minutes_after_the_connection_has_ended() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        now = now.plus(Duration.ofHours(3));
        lose(alice);
        now = now.plus(Duration.ofSeconds(599));

        presence("alice", quoted(token)).expect(200);
    }

    @Test
    void it_is_void_ten_minutes_after_the_connection_has_ended() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        lose(alice);
        now = now.plus(Duration.ofMinutes(10));

        presence("alice", quoted(token)).expect(401);
    }

    @Test
    void it_is_valid_after_a_restart() {
        String alices = token(login("authenticate", "alice", "secret"));
        String bobs = token(presence("bob", "true"));

        server = server.restartWithMailbox(0);

        presence("alice", quoted(alices)).expect(200);
        presence("bob", quoted(bobs)).expect(200, "resume");
    }

    @Test
    void it_is_void_after_a_quit() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        alice.quit();

        presence("alice", quoted(token)).expect(401);
        server = server.restartWithMailbox(0);
        presence("alice", quoted(token)).expect(401);
    }

    @Test
    void it_is_void_after_a_change_of_the_password_though_the_session_goes_on() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);

        change(accounts -> accounts.setPasswordHash(ALICE, TestServer.cheapHash("new")));

        presence("alice", quoted(token)).expect(401);
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
            accounts.add(ALICE, TestServer.cheapHash("another"));
        });
    }

    private void isVoidAfter(Consumer<Accounts> change) {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        lose(alice);
        change(change);

        presence("alice", quoted(token)).expect(401);
    }

    @Test
    void a_guests_is_void_when_somebody_else_has_an_account_of_that_name() {
        RawClient bob = presence("bob", "true");
        String token = token(bob);
        lose(bob);
        RawClient other = connect();
        other.register("bob", "b").expect(201);
        lose(other);

        presence("bob", quoted(token)).expect(401);
    }

    @Test
    void a_guest_who_registers_keeps_his() {
        RawClient bob = presence("bob", "true");
        String token = token(bob);
        bob.register("bob", "b").expect(201);
        lose(bob);

        RawClient back = presence("bob", quoted(token));

        back.expect(200);
        back.send("{'action':'get_contacts','time':1}").expect(200);
    }

    @Test
    void a_newer_session_of_the_name_is_not_replaced_by_an_older_ones_token() {
        RawClient alice = login("authenticate", "alice", "secret");
        String token = token(alice);
        lose(alice);
        RawClient newer = connect();
        newer.authenticate("alice", "secret").expect(200);

        presence("alice", quoted(token)).expect(409);
        newer.fence("Alice");
    }

    @Test
    void where_the_store_has_failed_it_is_500_and_the_password_is_not_asked_for() {
        String token = token(presence("bob", "true"));
        server.breakStore();

        presence("bob", quoted(token)).expect(500);
    }

    private RawClient connect() {
        RawClient client = server.connect();
        clients.add(client);
        return client;
    }

    private RawClient online(String name) {
        RawClient client = connect();
        client.presence(name).expect(200);
        return client;
    }

    private RawClient presence(String name, String resume) {
        return ask(connect(), name, resume);
    }

    private static RawClient ask(RawClient client, String name, String resume) {
        return client.send(
                "{'action':'presence','time':1,'user':{'account_name':'" + name + "'},'resume':" + resume + "}");
    }

    private RawClient login(String verb, String name, String password) {
        return connect()
                .send("{'action':'" + verb + "','time':1,'user':{'account_name':'" + name + "','password':'" + password
                        + "'},'resume':true}");
    }

    private static String quoted(String token) {
        return "'" + token + "'";
    }

    /** The token in the answer, which is 200. */
    private static String token(RawClient client) {
        Matcher token = TOKEN.matcher(client.expect(200));
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** Breaks its connection, and waits until the server has noticed. */
    private void lose(RawClient client) {
        int before = server.connections();
        client.reset();
        await().until(() -> server.connections() < before);
    }

    /** Changes the accounts as another process would. */
    private void change(Consumer<Accounts> change) {
        try (Store others = server.openStore()) {
            change.accept(others.accounts());
        }
    }
}
