package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.config.ServerConfig;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, section 9: "past the rate (…) the server simply reads that connection more slowly". */
class FloodControlTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = Long.MAX_VALUE - SECOND; // it overflows meanwhile, as System.nanoTime may
    private int looks;
    private final FloodControl flood = new FloodControl(new ServerConfig.Flood(100, 1000), this::time);

    private long time() {
        looks++;
        return now;
    }

    @Test
    void the_burst_passes_and_the_next_is_over() {
        count(1000);
        assertThat(flood.isOver()).isFalse();

        flood.count();
        assertThat(flood.isOver()).isTrue();
    }

    @Test
    void the_clock_is_not_looked_at_within_the_burst() {
        looks = 0;
        for (int i = 0; i < 1000; i++) {
            flood.count();
            flood.isOver();
        }

        assertThat(looks).isZero();
    }

    @Test
    void who_keeps_to_the_rate_is_never_over() {
        count(500);
        for (int i = 0; i < 10_000; i++) {
            now += SECOND / 100;
            flood.count();
            assertThat(flood.isOver()).isFalse();
        }
    }

    @Test
    void past_the_burst_it_is_the_rate_that_passes() {
        int sent = 0;
        long end = now + 60 * SECOND;
        while (now - end < 0) {
            if (flood.isOver()) {
                now += flood.pause();
            } else {
                flood.count();
                sent++;
            }
        }

        assertThat(sent).isBetween(6990, 7010);
    }

    @Test
    void after_a_long_silence_no_more_than_two_bursts_pass_at_once() {
        now += 1_000_000 * SECOND;
        int sent = 0;
        while (!flood.isOver()) {
            flood.count();
            sent++;
        }

        assertThat(sent).isBetween(1000, 2002);
    }

    @Test
    void a_pause_is_short_so_that_an_end_is_noticed() {
        FloodControl slow = new FloodControl(new ServerConfig.Flood(1, 1), this::time);
        slow.count();
        slow.count();

        assertThat(slow.isOver()).isTrue();
        assertThat(slow.pause()).isPositive().isLessThanOrEqualTo(SECOND / 10);
        assertThat(flood.pause()).isLessThanOrEqualTo(SECOND / 10);
    }

    @Test
    void reads_without_an_object_count_and_others_do_not() {
        for (int i = 0; i < 1000; i++) {
            flood.read();
            flood.count();
        }
        assertThat(flood.isOver()).isFalse();
        flood.read();
        assertThat(flood.isOver()).isFalse();

        flood.read();
        assertThat(flood.isOver()).isTrue();
    }

    @Test
    void without_a_limit_nothing_is_ever_over() {
        FloodControl off = new FloodControl(new ServerConfig.Flood(ServerConfig.UNLIMITED, 1000), this::time);
        for (int i = 0; i < 1_000_000; i++) {
            off.read();
            off.count();
            assertThat(off.isOver()).isFalse();
        }
    }

    private void count(int requests) {
        for (int i = 0; i < requests; i++) {
            flood.count();
        }
    }
}
