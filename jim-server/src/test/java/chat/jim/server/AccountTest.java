package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Address;
import chat.jim.server.store.Accounts;
import chat.jim.server.store.Store;
import chat.jim.testing.RawClient;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PROTOCOL.md, section 5: coming online with an account; "If your account is blocked or removed while you are
 * online, you get a 403 that answers no request, and the connection is closed".
 */
class AccountTest {
    private final TestServer server = TestServer.start().withAccount("Alice", "secret");
    private final RawClient peer = server.connect();

    @AfterEach
    void stop() {
        peer.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice", "alice", "\uff21lice"})
    void the_right_password_comes_online_by_the_accounts_own_name(String name) {
        peer.authenticate(name, "secret").expect(200, "You are online as Alice");
        peer.fence("Alice");
    }

    @Test
    void a_wrong_password_and_no_such_account_read_the_same() {
        peer.authenticate("alice", "Secret");
        String wrong = peer.expect(402);
        peer.authenticate("nobody", "secret");

        assertThat(peer.expect(402)).isEqualTo(wrong);
        peer.authenticate("alice", "secret").expect(200);
    }

    @Test
    void after_three_failures_there_is_a_wait_and_the_connection_is_closed() {
        for (int i = 0; i < 3; i++) {
            peer.authenticate("alice", "guess" + i).expect(402);
        }
        peer.authenticate("alice", "secret").expect(429, "wait");
        peer.expectEnd();
        try (RawClient next = server.connect()) {
            next.authenticate("ALICE", "secret").expect(429, "wait");
            next.expectEnd();
        }
        server.online("guests-still-come").close();
    }

    @Test
    void failures_on_one_account_do_not_keep_the_others_of_this_machine_out() {
        server.withAccount("bob", "secret");
        for (int i = 0; i < 3; i++) {
            peer.authenticate("alice", "guess" + i).expect(402);
        }

        try (RawClient next = server.connect()) {
            next.authenticate("bob", "secret").expect(200);
        }
    }

    @Test
    void the_same_password_in_another_normal_form_is_right() {
        server.withAccount("bob", "\u00e9");
        peer.authenticate("bob", "e\u0301").expect(200);
    }

    @Test
    void a_blocked_account_gets_403_with_the_right_password_alone() {
        change(accounts -> accounts.setBlocked(Address.account("alice"), true));

        peer.authenticate("alice", "wrong").expect(402);
        peer.authenticate("alice", "secret").expect(403, "blocked");
    }

    @Test
    void who_is_online_cannot_authenticate() {
        peer.presence("bob").expect(200);
        peer.authenticate("alice", "secret").expect(400, "You are online as bob");
    }

    @Test
    void a_guest_cannot_have_the_name_of_an_account() {
        peer.presence("ALICE").expect(401, "has an account");
        peer.authenticate("alice", "secret").expect(200);
    }

    @Test
    void registering_makes_an_account_and_comes_online() {
        peer.register("bob", "pass-word").expect(201);
        peer.fence("bob");
        peer.quit();
        try (RawClient again = server.connect()) {
            again.presence("bob").expect(401);
            again.authenticate("bob", "pass-word").expect(200);
        }
    }

    @Test
    void a_guest_registers_the_name_that_it_has() {
        peer.presence("Bob").expect(200);
        peer.register("bob", "pass-word").expect(201);
        peer.fence("Bob");
        peer.register("bob", "pass-word").expect(409, "has an account");
    }

    @Test
    void a_guest_cannot_register_another_name() {
        peer.presence("bob").expect(200);
        peer.register("carol", "pass-word").expect(400, "You are online as bob");
    }

    @Test
    void a_name_that_is_taken_is_not_registered_and_stays_what_it_was() {
        try (RawClient bob = server.online("bob")) {
            peer.register("alice", "pass-word").expect(409, "has an account");
            peer.register("bob", "pass-word").expect(409, "in use");
            peer.register("server", "pass-word").expect(400, "reserved");
            bob.fence("bob");
        }
        peer.authenticate("alice", "secret").expect(200);
    }

    @Test
    void an_empty_password_is_no_password() {
        peer.register("bob", "").expect(400, "password");
        peer.authenticate("alice", "").expect(400, "password");
    }

    @Test
    void a_message_to_an_account_that_is_offline_gets_410() {
        peer.presence("bob").expect(200);
        peer.msg("ALICE", "hi").expect(410, "Alice is offline");
    }

    @Test
    void who_is_online_with_an_account_that_is_blocked_is_sent_away() {
        peer.authenticate("alice", "secret").expect(200);
        try (RawClient bob = server.online("bob")) {
            change(accounts -> accounts.setBlocked(Address.account("alice"), true));

            peer.expect(403, "blocked");
            peer.expectEnd();
            bob.fence("bob");
        }
    }

    @Test
    void whoever_is_blocked_while_logging_in_does_not_stay() {
        registerBob();
        peer.authenticate("bob", "pass-word");
        change(accounts -> accounts.setBlocked(Address.account("bob"), true));

        String answer = peer.receive();

        if (!answer.contains("403")) {
            peer.expect(403, "blocked");
        }
    }

    @Test
    void a_guest_whose_name_is_given_to_an_account_is_sent_away() {
        peer.presence("bob").expect(200);
        server.withAccount("bob", "secret");

        peer.expect(403, "has an account");
        peer.expectEnd();
    }

    @Test
    void many_guesses_at_once_are_not_many_guesses() throws Exception {
        registerBob();
        List<CompletableFuture<String>> answers = IntStream.range(0, 40)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try (RawClient guesser = server.connect()) {
                                return guesser.authenticate("bob", "guess").receive();
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();

        long hashed = answers.stream()
                .filter(answer -> answer.join().contains("\"response\":402"))
                .count();

        assertThat(hashed).isLessThan(20);
    }

    @Test
    void who_is_online_with_an_account_that_is_removed_is_sent_away() {
        peer.authenticate("alice", "secret").expect(200);
        change(accounts -> accounts.remove(Address.account("alice")));

        peer.expect(403, "removed");
        peer.expectEnd();
    }

    @Test
    void what_needs_a_broken_store_gets_500_and_the_chat_goes_on() {
        try (RawClient bob = server.online("bob")) {
            server.breakStore();

            peer.register("carol", "pass-word").expect(500, "try again");
            peer.authenticate("alice", "secret").expect(500);
            bob.msg("nobody", "hi").expect(500);
            bob.msg("bob", "hi");
            assertThat(new String[] {bob.receive(), bob.receive()})
                    .anyMatch(line -> line.contains("\"message\":\"hi\""));
        }
    }

    /** With a hash that takes its time: something else can happen before it is made. */
    private void registerBob() {
        RawClient bob = server.connect().register("bob", "pass-word");
        bob.expect(201);
        bob.quit();
    }

    private void change(Consumer<Accounts> change) {
        try (Store store = server.openStore()) {
            change.accept(store.accounts());
        }
    }
}
