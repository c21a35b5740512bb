package chat.jim.server.limit;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PerAddressLimiterTest {
    private final PerAddressLimiter limiter = new PerAddressLimiter(2);
    private final AtomicInteger working = new AtomicInteger();
    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void an_address_that_asks_for_much_delays_only_itself() throws Exception {
        InetAddress greedy = InetAddress.getByName("10.0.0.1");
        List<CompletableFuture<Integer>> work = IntStream.range(0, 20)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> limiter.call(greedy, this::work), task -> new Thread(task).start()))
                .toList();
        await().until(() -> working.get() == 2);

        assertThat(limiter.call(InetAddress.getByName("10.0.0.2"), () -> 7)).isEqualTo(7);
        assertThat(working).hasValue(2);

        open.countDown();
        work.forEach(CompletableFuture::join);
        assertThat(working).hasValue(20);
    }

    private int work() {
        try {
            int started = working.incrementAndGet();
            open.await();
            return started;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
