package chat.jim.server;

import static chat.jim.testing.RawClient.json;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.RawClient;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Whoever has gone, however, has left no thread, no descriptor and no memory behind. Of 2,000 connections as a rule; of as
 * many as {@code -Djim.connections=100000} says.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "does not tell how many files are open")
class LeakTest {
    private static final int CONNECTIONS = Integer.getInteger("jim.connections", 2000);
    private static final int WARM_UP = 500;
    private static final int BYSTANDERS = 2;

    /** As many threads as may wait to be used again. */
    private static final int FEW = 100;

    private static final long BYTES_EACH = 1024;

    private final TestServer server = TestServer.start();
    private final Bystanders bystanders = new Bystanders(server);

    private record Held(int connections, int threads, long files, long bytes) {
        private static Held by(TestServer server) {
            System.gc();
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            Runtime runtime = Runtime.getRuntime();
            return new Held(
                    server.connections(),
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    system.getOpenFileDescriptorCount(),
                    runtime.totalMemory() - runtime.freeMemory());
        }
    }

    @AfterEach
    void stop() {
        bystanders.close();
        server.close();
    }

    @Test
    void connections_that_are_gone_have_left_nothing_behind() {
        connect(WARM_UP);
        Held before = Held.by(server);

        connect(CONNECTIONS);
        Held after = Held.by(server);

        assertThat(after.threads()).as("threads, %s", before).isLessThanOrEqualTo(before.threads() + FEW);
        assertThat(after.files()).as("open files, %s", before).isLessThanOrEqualTo(before.files() + FEW);
        assertThat(after.bytes())
                .as("bytes, %s, %s", before, after)
                .isLessThanOrEqualTo(before.bytes() + CONNECTIONS * BYTES_EACH);
    }

    private void connect(int count) {
        for (int i = 0; i < count; i++) {
            comeAndGo(i);
        }
        await().until(() -> server.connections() == BYSTANDERS);
    }

    /** In one of the ways in which people do. */
    private void comeAndGo(int i) {
        RawClient peer = server.connect();
        switch (i % 6) {
            case 0 -> peer.close();
            case 1 ->
                peer.sendBytes(json("{'action':'msg','time':1,'to':'").getBytes(UTF_8))
                        .reset();
            case 2 -> {
                peer.presence("guest" + i).expect(200);
                peer.join("#room" + i).reset();
            }
            case 3 -> {
                peer.send("garbage").expect(400);
                peer.close();
            }
            case 4 -> {
                peer.sendBytes(new byte[] {'{'}).halfClose().expectEnd();
                peer.close();
            }
            default -> {
                peer.presence("guest" + i).expect(200);
                peer.msg("bystander-3", "hi").expect(404);
                peer.quit();
            }
        }
    }
}
