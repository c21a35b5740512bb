package chat.jim.net;

import static chat.jim.net.OutboxTest.frame;
import static chat.jim.net.OutboxTest.text;
import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.thread.Threads;
import chat.jim.wire.BufferPool;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PROTOCOL.md, section 1: "a bare peer gets one object per write, and never two within the pace". */
@Timeout(60)
class BarePeerTest {
    private final TimedOutput out = new TimedOutput();

    @Test
    void a_bare_peer_gets_one_object_a_write_and_never_two_within_the_pace() {
        Duration pace = Duration.ofMillis(20);
        Outbox bare = new Outbox(out, 1000, pace, Threads::start, BufferPool.unlimited(), () -> {});
        bare.post(frame(1));
        bare.offer(frame(2));
        bare.post(frame(3));
        bare.flush();

        assertThat(bare.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
        assertThat(out.writes).containsExactly(text(1), text(2), text(3));
        for (int i = 1; i < out.nanos.size(); i++) {
            assertThat(out.nanos.get(i) - out.nanos.get(i - 1)).isGreaterThanOrEqualTo(pace.toNanos());
        }
    }

    @Test
    void the_last_frame_overtakes_what_waits_for_the_pace() {
        Outbox bare = new Outbox(out, 1000, Duration.ofMillis(20), Threads::start, BufferPool.unlimited(), () -> {});
        bare.post(frame(1));
        bare.post(frame(2));
        bare.finish(frame(3));

        assertThat(bare.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
        assertThat(out.writes).containsExactly(text(3), text(1), text(2));
    }

    @Test
    void a_bare_peer_is_not_waited_for_by_who_flushes() {
        Outbox bare = new Outbox(out, 1000, Duration.ofDays(1), Threads::start, BufferPool.unlimited(), () -> {});
        bare.post(frame(1));
        bare.post(frame(2));

        bare.flush();

        assertThat(bare.pauseMillis()).isPositive();
    }

    @Test
    void a_bare_peer_that_does_not_read_is_not_waiting_for_the_pace() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch reads = new CountDownLatch(1);
        OutputStream frozen = new OutputStream() {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                writing.countDown();
                awaitQuietly(reads);
            }

            @Override
            public void write(int b) {
                throw new UnsupportedOperationException("one byte a write");
            }
        };
        Outbox bare = new Outbox(frozen, 1000, Duration.ofDays(1), Threads::start, BufferPool.unlimited(), () -> {});
        bare.offer(frame(1));
        bare.offer(frame(2));
        writing.await();

        assertThat(bare.isPacing()).as("while it does not read").isFalse();

        reads.countDown();
        await().until(bare::isPacing);
    }

    private static void awaitQuietly(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** Notes each write and its time. */
    private static final class TimedOutput extends OutputStream {
        private final List<String> writes = new ArrayList<>();
        private final List<Long> nanos = new ArrayList<>();

        @Override
        public void write(byte[] bytes, int offset, int length) {
            nanos.add(System.nanoTime());
            writes.add(new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("one byte a write");
        }
    }
}
