package chat.jim.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.thread.Threads;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an outbox says of how far it has come, while its first write does not end. */
@Timeout(60)
class OutboxMarkTest {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Outbox outbox =
            new Outbox(new Gate(), 1000, Duration.ZERO, Threads::start, BufferPool.unlimited(), () -> {});
    private final Frame frame;

    OutboxMarkTest() throws Exception {
        frame = Frame.of("{}".getBytes(UTF_8));
    }

    @BeforeEach
    void beginToWrite() throws Exception {
        outbox.markLinePeer();
        outbox.offer(frame);
        entered.await();
    }

    @AfterEach
    void endToWrite() {
        gate.countDown();
    }

    @Test
    void what_is_being_written_counts_as_written_and_what_waits_behind_it_does_not() {
        BooleanSupplier first = outbox.written();
        outbox.offer(frame);

        assertThat(first.getAsBoolean()).isTrue();
        assertThat(outbox.written().getAsBoolean()).isFalse();
    }

    @Test
    void what_the_close_has_dropped_does_not_count_as_written() {
        outbox.offer(frame);
        BooleanSupplier before = outbox.written();
        outbox.close();

        assertThat(before.getAsBoolean()).isFalse();
        assertThat(outbox.written().getAsBoolean()).isFalse();
    }

    private final class Gate extends OutputStream {
        @Override
        public void write(int b) {
            throw new AssertionError("Lines are written in pieces");
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
