package chat.jim.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is reported about the order in which numbers arrive. */
class ArrivalsTest {
    private final Receiver.Arrivals arrivals = new Receiver.Arrivals();

    @Test
    void all_in_order_is_fine() {
        add(0, 1, 2, 3);

        assertCounts(4, 0, 0, 0);
    }

    @Test
    void one_that_never_comes_is_lost_in_the_middle_and_at_the_end() {
        add(0, 2, 3);

        assertCounts(5, 2, 0, 0);
    }

    @Test
    void one_that_comes_late_is_out_of_order_and_not_lost() {
        add(0, 2, 3, 1);

        assertCounts(4, 0, 0, 1);
    }

    @Test
    void one_that_comes_again_is_doubled_be_it_late_or_not() {
        add(0, 0, 2, 1, 1);

        assertCounts(3, 0, 2, 1);
    }

    private void add(long... numbers) {
        LongStream.of(numbers).forEach(arrivals::add);
    }

    private void assertCounts(long sent, long lost, long doubled, long outOfOrder) {
        assertThat(arrivals.lost(sent)).isEqualTo(lost);
        assertThat(arrivals.doubled()).isEqualTo(doubled);
        assertThat(arrivals.outOfOrder()).isEqualTo(outOfOrder);
    }
}
