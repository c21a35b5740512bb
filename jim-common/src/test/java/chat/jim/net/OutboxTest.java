package chat.jim.net;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.net.Outbox.Offer;
import chat.jim.thread.Threads;
import chat.jim.wire.BufferPool;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest {
    private final GatedOutput out = new GatedOutput();
    private final AtomicInteger failures = new AtomicInteger();
    private final Outbox outbox = outbox(out, 100, Threads::start);

    @Test
    void what_waits_goes_out_in_order_and_in_one_write() throws Exception {
        outbox.post(frame(1));
        outbox.post(frame(2));
        outbox.post(frame(3));
        out.gate.release();
        outbox.flush();

        assertThat(out.writes).containsExactly(text(1) + text(2) + text(3));
    }

    @Test
    void what_is_postponed_goes_out_with_what_comes_next() throws Exception {
        Outbox line = outbox(out, 1000, Runnable::run);
        line.markLinePeer();
        line.post(frame(1));
        assertThat(line.postpone()).isTrue();
        assertThat(line.postpone()).as("a flush is due already").isFalse();
        out.gate.release();
        line.offer(frame(2));

        assertThat(out.writes).containsExactly(text(1) + text(2));
    }

    @Test
    void what_is_postponed_is_written_soon_even_if_nothing_follows() throws Exception {
        Outbox line = outbox(out, 1000, Runnable::run);
        line.markLinePeer();
        line.post(frame(1));
        out.gate.release();
        LazyFlush.add(line);

        await().until(() -> out.writes.size() == 1);
    }

    @Test
    void an_offer_never_waits_for_a_peer_that_does_not_read() throws Exception {
        assertThat(outbox.offer(frame(0))).isEqualTo(Offer.ACCEPTED);
        out.entered.await();

        int accepted = 1;
        while (outbox.offer(frame(1)) == Offer.ACCEPTED) {
            accepted++;
        }

        assertThat(outbox.offer(frame(1))).isEqualTo(Offer.FULL);
        assertThat(accepted).as("with the one that is being written").isEqualTo(100 / text(1).length());
    }

    @Test
    void a_post_waits_until_there_is_room() throws Exception {
        outbox.offer(frame(0));
        out.entered.await();
        Thread owner = new Thread(() -> {
            for (int i = 1; i <= 50; i++) {
                outbox.post(frame(i));
            }
            outbox.flush();
        });
        owner.start();
        await().until(() -> owner.getState() == Thread.State.WAITING);

        out.gate.release(1000);
        owner.join();

        assertThat(outbox.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i <= 50; i++) {
            expected.append(text(i));
        }
        assertThat(String.join("", out.writes)).isEqualTo(expected.toString());
    }

    @Test
    void offers_of_many_threads_all_go_out_each_threads_own_in_order() throws Exception {
        Outbox roomy = outbox(out, 1 << 20, Threads::start);
        out.gate.release(1 << 20);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            int id = t * 1000;
            threads.add(new Thread(() -> {
                for (int i = 0; i < 500; i++) {
                    roomy.offer(frame(id + i));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(roomy.awaitWritten(10, TimeUnit.SECONDS)).isTrue();

        List<Integer> numbers = String.join("", out.writes)
                .lines()
                .map(line -> Integer.valueOf(line.replaceAll("[^0-9]", "")))
                .toList();
        assertThat(numbers).hasSize(8 * 500);
        for (int t = 0; t < 8; t++) {
            int id = t;
            assertThat(numbers.stream().filter(n -> n / 1000 == id)).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void finishing_writes_what_waits_and_takes_nothing_more() throws Exception {
        outbox.post(frame(1));
        outbox.finish(null);
        out.gate.release();

        assertThat(outbox.offer(frame(2))).isEqualTo(Offer.CLOSED);
        assertThat(outbox.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
        assertThat(out.writes).containsExactly(text(1));
    }

    @Test
    void the_last_frame_is_written_even_if_it_is_full() throws Exception {
        outbox.offer(frame(0));
        out.entered.await();
        while (outbox.offer(frame(1)) == Offer.ACCEPTED) {}
        outbox.finish(frame(2));
        out.gate.release(1000);

        assertThat(outbox.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
        assertThat(String.join("", out.writes)).endsWith(text(2));
        assertThat(outbox.offer(frame(3))).isEqualTo(Offer.CLOSED);
    }

    @Test
    void a_failed_write_closes_it_and_is_told_once() {
        Outbox broken = outbox(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("gone");
                    }
                },
                100,
                Threads::start);
        broken.post(frame(1));
        broken.flush();

        assertThat(broken.offer(frame(2))).isEqualTo(Offer.CLOSED);
        broken.post(frame(3));
        broken.flush();
        assertThat(failures).hasValue(1);
    }

    @Test
    void an_error_in_a_write_closes_it_too() {
        Outbox broken = outbox(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        throw new OutOfMemoryError("Cannot reserve direct buffer memory");
                    }
                },
                100,
                Threads::start);
        broken.post(frame(1));

        assertThatThrownBy(broken::flush).isInstanceOf(OutOfMemoryError.class);
        assertThat(broken.offer(frame(2))).isEqualTo(Offer.CLOSED);
        assertThat(broken.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).hasValue(1);
    }

    @Test
    void without_a_thread_to_write_the_peer_is_given_up() throws Exception {
        Outbox lonely = outbox(out, 100, task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(lonely.offer(frame(1))).isEqualTo(Offer.CLOSED);
        assertThat(failures).hasValue(1);
        assertThat(lonely.awaitWritten(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closing_releases_a_post_that_waits() throws Exception {
        outbox.offer(frame(0));
        out.entered.await();
        Thread owner = new Thread(() -> {
            for (int i = 1; i <= 50; i++) {
                outbox.post(frame(i));
            }
        });
        owner.start();
        await().until(() -> owner.getState() == Thread.State.WAITING);

        outbox.close();

        owner.join();
    }

    private Outbox outbox(OutputStream to, int limit, Executor writers) {
        Outbox made = new Outbox(to, limit, Duration.ZERO, writers, BufferPool.unlimited(), failures::incrementAndGet);
        made.markLinePeer();
        return made;
    }

    static Frame frame(int number) {
        try {
            return Frame.of(text(number).strip().getBytes(UTF_8));
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }

    static String text(int number) {
        return "{\"n\":" + number + "}\n";
    }

    /** Lets each write pass only when the gate is opened for it. */
    private static final class GatedOutput extends OutputStream {
        private final Semaphore gate = new Semaphore(0);
        private final CountDownLatch entered = new CountDownLatch(1);
        private final List<String> writes = new ArrayList<>();

        @Override
        public void write(byte[] bytes, int offset, int length) {
            entered.countDown();
            gate.acquireUninterruptibly();
            writes.add(new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void write(int b) {
            throw new UnsupportedOperationException("one byte a write");
        }
    }
}
