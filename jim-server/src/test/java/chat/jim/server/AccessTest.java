package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.server.config.ServerConfig;
import chat.jim.testing.RawClient;
import org.junit.jupiter.api.Test;

/**
 * PROTOCOL.md, sections 5 and 9: "or the server takes no guests"; "403 registration is closed"; "503: the server is full
 * (`--max-connections`), …, or the server is going down; the connection is closed".
 */
class AccessTest {
    @Test
    void a_server_without_guests_takes_accounts_only() {
        try (TestServer server = TestServer.start(new ServerConfig.Access(false, true, 10), TestServer.USUAL);
                RawClient peer = server.connect()) {
            peer.presence("bob").expect(401, "no guests");
            peer.register("bob", "pass-word").expect(201);
        }
    }

    @Test
    void a_server_without_registration_takes_known_accounts_and_guests() {
        try (TestServer server = TestServer.start(new ServerConfig.Access(true, false, 10), TestServer.USUAL);
                RawClient peer = server.connect()) {
            peer.register("bob", "pass-word").expect(403, "Registration is closed");
            peer.presence("bob").expect(200);
            peer.register("bob", "pass-word").expect(403);
        }
    }

    @Test
    void a_full_server_answers_503_and_closes_until_somebody_goes() {
        try (TestServer server = TestServer.start(new ServerConfig.Access(true, true, 2), TestServer.USUAL)) {
            RawClient first = server.online("first");
            try (RawClient second = server.online("second");
                    RawClient third = server.connect()) {
                third.expect(503, "full");
                third.expectEnd();
                second.fence("second");
            }
            first.quit();
            await().until(() -> {
                try (RawClient next = server.connect()) {
                    return next.presence("next").receive().startsWith("{\"response\":200,");
                }
            });
        }
    }
}
