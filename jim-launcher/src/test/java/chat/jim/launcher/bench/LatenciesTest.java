package chat.jim.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Percentiles out of buckets. */
class LatenciesTest {
    private static final long SEED = 17;

    private final Latencies latencies = new Latencies();

    @Test
    void without_times_all_is_zero() {
        assertThat(latencies.count()).isZero();
        assertThat(latencies.within(0.5)).isZero();
        assertThat(latencies.max()).isZero();
    }

    @Test
    void small_times_are_exact() {
        LongStream.rangeClosed(1, 100).forEach(latencies::record);

        assertThat(latencies.within(0.5)).isEqualTo(50);
        assertThat(latencies.within(0.95)).isEqualTo(95);
        assertThat(latencies.within(0.99)).isEqualTo(99);
        assertThat(latencies.within(1)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 0.95, 0.99, 0.999, 1})
    void large_times_are_at_most_one_64th_too_long(double share) {
        long[] times = new Random(SEED)
                .doubles(10_000)
                .mapToLong(exponent -> (long) Math.pow(2, 6 + exponent * 30))
                .toArray();
        LongStream.of(times).forEach(latencies::record);

        long exact = LongStream.of(times)
                .sorted()
                .skip(Math.round(share * times.length) - 1)
                .findFirst()
                .orElseThrow();
        assertThat(latencies.within(share)).isBetween(exact, exact + exact / 64);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 127, 128, 129, 1_000_000, 3_600_000_000_000L})
    void the_longest_is_exact(long time) {
        latencies.record(time);

        assertThat(latencies.max()).isEqualTo(time);
        assertThat(latencies.within(0.5)).isLessThanOrEqualTo(time);
    }

    @Test
    void two_together_are_as_one() {
        Latencies others = new Latencies();
        latencies.record(10);
        latencies.record(20);
        others.record(30);
        others.record(100);

        latencies.add(others);

        assertThat(latencies.count()).isEqualTo(4);
        assertThat(latencies.within(0.75)).isEqualTo(30);
        assertThat(latencies.max()).isEqualTo(100);
    }
}
