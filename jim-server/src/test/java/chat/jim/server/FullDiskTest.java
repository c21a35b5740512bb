package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.sqlite.FullDisk;
import chat.jim.testing.RawClient;
import org.junit.jupiter.api.Test;

/** A server whose disk is full (EXAM.md, E38). */
class FullDiskTest {
    @Test
    void whoever_sends_what_must_be_kept_is_told_that_the_disk_is_full() {
        try (TestServer server = TestServer.startWithMailbox(1_000).withAccount("bob", "secret");
                RawClient alice = server.online("alice")) {
            FullDisk.of(server.store());

            String text = "x".repeat(500);
            String answer = alice.msg("bob", text).receive();
            for (int i = 0; i < 100 && answer.contains("202"); i++) {
                answer = alice.msg("bob", text).receive();
            }

            assertThat(answer).contains("500", "The server's disk is full: tell its operator to make room.");
            alice.fence("alice");
        }
    }
}
