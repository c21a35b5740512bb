package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueryPaceTest {
    private static final long HALF_A_SECOND = TimeUnit.MILLISECONDS.toNanos(500);

    private long now = 1;
    private final QueryPace pace = new QueryPace(() -> now);

    @Test
    void ten_at_once_do_not_wait_and_the_next_ones_wait_their_turn() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.count("alice")).isZero();
        }
        assertThat(pace.count("alice")).isEqualTo(HALF_A_SECOND);
        assertThat(pace.count("alice")).isEqualTo(2 * HALF_A_SECOND);
        assertThat(pace.count("bob")).isZero();
    }

    @Test
    void each_half_second_one_more_may_ask() {
        for (int i = 0; i < 12; i++) {
            pace.count("alice");
        }
        now += 3 * HALF_A_SECOND;
        pace.tick();
        assertThat(pace.count("alice")).isZero();
        assertThat(pace.count("alice")).isEqualTo(HALF_A_SECOND);
        now += 100 * HALF_A_SECOND;
        pace.tick();
        assertThat(pace.count("alice")).isZero();
    }

    @Test
    void who_is_gone_before_the_turn_came_does_not_count() {
        for (int i = 0; i < 10; i++) {
            pace.count("alice");
        }
        assertThat(pace.count("alice")).isEqualTo(HALF_A_SECOND);
        pace.giveBack("alice");
        assertThat(pace.count("alice")).isEqualTo(HALF_A_SECOND);
    }
}
