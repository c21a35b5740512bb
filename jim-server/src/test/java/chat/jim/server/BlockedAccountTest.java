package chat.jim.server;

import chat.jim.testing.RawClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROTOCOL.md, section 5: who is blocked comes in by no way at all. */
class BlockedAccountTest {
    private static TestServer server;
    private static Bystanders bystanders;

    @BeforeAll
    static void start() {
        server = TestServer.start().withAccount("Alice", "secret");
        server.block("Alice");
        bystanders = new Bystanders(server);
    }

    @AfterAll
    static void stop() {
        bystanders.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Alice", "alice", "ALICE", "\uff21lice", "\\u0041lice"})
    void by_no_spelling_of_the_name(String name) {
        try (RawClient peer = server.connect()) {
            peer.authenticate(name, "secret").expect(403, "blocked");
            peer.presence(name).expect(401);
            peer.register(name, "another").expect(409);
            peer.msg("bystander-1", "hi").expect(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0410lice", "Al\u0456ce", "A\u200blice", "A\u00adlice"})
    void by_no_name_that_looks_like_it(String name) {
        try (RawClient peer = server.connect()) {
            peer.authenticate(name, "secret").expect(400);
            peer.presence(name).expect(400);
            peer.register(name, "another").expect(400);
        }
    }

    @Test
    void and_as_a_guest_by_another_name_not_with_the_contacts_of_the_account() {
        try (RawClient guest = server.online("alice2")) {
            guest.send("{'action':'get_contacts','time':1}").expect(403);
            guest.authenticate("Alice", "secret").expect(400);
            guest.register("Alice", "another").expect(400);
        }
    }
}
