package chat.jim.server;

import static chat.jim.testing.Waiting.await;

import chat.jim.server.store.sqlite.SlowDisk;
import chat.jim.testing.RawClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that makes those wait who need it, and nobody else (PROTOCOL.md, section 11, "Fairness"). */
@Timeout(120)
class SlowStoreTest {
    /** Of each kind: more than the processors, whose virtual threads must not be held by those who wait. */
    private static final int WAITING = 16;

    private static final int MESSAGES = 200;

    private final List<RawClient> waiting = new ArrayList<>();
    private TestServer server;
    private RawClient bystander;

    @BeforeEach
    void start() {
        server = TestServer.startWithMailbox(1000).withAccount("bob", "b").withAccount("carol", "c");
        bystander = server.online("bystander");
    }

    @AfterEach
    void stop() {
        waiting.forEach(RawClient::close);
        bystander.close();
        server.close();
    }

    @Test
    void slow_reads_keep_no_message_of_others_waiting() {
        whileManyWaitTheBystanderIsAnswered(SlowDisk.whenReading(server.store()));
    }

    @Test
    void slow_flushes_keep_no_message_of_others_waiting() {
        whileManyWaitTheBystanderIsAnswered(SlowDisk.whenFlushing(server.store()));
    }

    private void whileManyWaitTheBystanderIsAnswered(SlowDisk disk) {
        try {
            for (int i = 0; i < WAITING; i++) {
                waiting.add(server.connect().authenticate("bob", "b"));
                waiting.add(server.connect().register("new" + i, "secret-1"));
                waiting.add(server.connect().presence("writer" + i).msg("carol", "hi"));
                talkToItself();
            }
            await().until(disk::isWaitedFor);
            for (int i = 0; i < MESSAGES; i++) {
                talkToItself();
            }
        } finally {
            disk.speedUp();
        }
    }

    /** Fails if it has to wait for the disk, which stands still. */
    private void talkToItself() {
        bystander.msg("bystander", "hi").expectMessage("bystander", "hi");
        bystander.expect(200);
    }
}
