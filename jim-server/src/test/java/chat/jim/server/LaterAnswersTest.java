package chat.jim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.sqlite.SlowDisk;
import chat.jim.testing.RawClient;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that are sent at once, of which some have to be written to the disk before they are answered. */
class LaterAnswersTest {
    private static final int SIZE = 4000;
    private static final int MANY = 600;

    private TestServer server;
    private RawClient alice;
    private RawClient carol;

    @BeforeEach
    void start() {
        server = TestServer.startWithMailbox(SIZE).withAccount("bob", "b");
        alice = server.online("alice");
        carol = server.online("carol");
    }

    @AfterEach
    void stop() {
        alice.close();
        carol.close();
        server.close();
    }

    @Test
    void all_are_answered_in_the_order_of_the_requests() {
        alice.sendBytes((msg("carol", "1")
                        + msg("bob", "2")
                        + msg("carol", "3")
                        + msg("nobody", "4")
                        + "not JSON\n"
                        + msg("bob", "5")
                        + RawClient.json("{'action':'join','time':1,'room':'#tea'}\n")
                        + msg("#tea", "6"))
                .getBytes(UTF_8));

        alice.expect(200, "Sent.");
        alice.expect(202, "Kept in the mailbox of bob.");
        alice.expect(200, "Sent.");
        alice.expect(404, "nobody");
        alice.expect(400);
        alice.expect(202, "Kept in the mailbox of bob.");
        alice.expect(201, "You made #tea.");
        alice.expect(200, "Sent.");
        carol.expectMessage("alice", "1");
        carol.expectMessage("alice", "3");
    }

    @Test
    void what_follows_one_that_waits_for_the_disk_arrives_before_that_is_kept() {
        SlowDisk disk = SlowDisk.whenFlushing(server.store());

        alice.sendBytes((msg("bob", "kept") + msg("carol", "now")).getBytes(UTF_8));

        carol.expectMessage("alice", "now");
        disk.speedUp();
        alice.expect(202);
        alice.expect(200);
    }

    @Test
    void very_many_are_kept_in_order() {
        alice.sendBytes(IntStream.range(0, MANY)
                .mapToObj(number -> msg("bob", "m" + number))
                .collect(Collectors.joining())
                .getBytes(UTF_8));

        for (int i = 0; i < MANY; i++) {
            alice.expect(202);
        }
        RawClient bob = server.connect().authenticate("bob", "b");
        bob.expect(200);
        for (int i = 0; i < MANY; i++) {
            String line = bob.receive();
            assertThat(line.contains("probe") ? bob.receive() : line).contains("\"m" + i + "\"");
        }
        bob.close();
    }

    private static String msg(String to, String text) {
        return RawClient.json("{'action':'msg','time':1,'to':'" + to + "','from':'alice','message':'" + text + "'}\n");
    }
}
