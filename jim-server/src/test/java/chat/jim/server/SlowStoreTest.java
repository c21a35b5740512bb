package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.store.sqlite.SlowDisk;
import chat.jim.testing.RawClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A store that makes those wait who need it, and nobody else (PROTOCOL.md, section 11, "Fairness"). */
@Timeout(120)
class SlowStoreTest {
    private static final long SLOW_MILLIS = 1500;
    private static final Duration BOUND = Duration.ofSeconds(1);
    private static final int WAITS = 4;

    private final List<Thread> others = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();
    private TestServer server;
    private volatile boolean over;

    @BeforeEach
    void start() {
        server = TestServer.startWithMailbox(1000).withAccount("bob", "b").withAccount("carol", "c");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void slow_reads_keep_no_message_of_others_waiting() throws Exception {
        assertThat(longestAnswer(SlowDisk.whenReading(server.store(), SLOW_MILLIS)))
                .isLessThan(BOUND);
    }

    @Test
    void slow_flushes_keep_no_message_of_others_waiting() throws Exception {
        assertThat(longestAnswer(SlowDisk.whenFlushing(server.store(), SLOW_MILLIS)))
                .isLessThan(BOUND);
    }

    /** The longest that a bystander has waited for a message to himself while others need the store all the time. */
    private Duration longestAnswer(SlowDisk disk) throws InterruptedException {
        Duration longest = Duration.ZERO;
        try (RawClient bystander = server.online("bystander")) {
            again(() -> server.connect().authenticate("bob", "b"));
            again(() -> server.connect().register("new" + names.incrementAndGet(), "secret-1"));
            again(() -> server.online("writer" + names.incrementAndGet()).msg("carol", "hi"));
            while (disk.waits() < WAITS) {
                long sent = System.nanoTime();
                bystander.msg("bystander", "hi").expectMessage("bystander", "hi");
                bystander.expect(200);
                Duration taken = Duration.ofNanos(System.nanoTime() - sent);
                longest = taken.compareTo(longest) > 0 ? taken : longest;
            }
        } finally {
            over = true;
            disk.speedUp();
            for (Thread other : others) {
                other.join();
            }
        }
        return longest;
    }

    /** Somebody who comes, waits for an answer, whatever it is, and goes, again and again. */
    private void again(Supplier<RawClient> coming) {
        Thread other = new Thread(() -> {
            while (!over) {
                try (RawClient client = coming.get()) {
                    client.receive();
                } catch (UncheckedIOException | AssertionError e) {
                    // The store was too slow for this one.
                }
            }
        });
        others.add(other);
        other.start();
    }
}
