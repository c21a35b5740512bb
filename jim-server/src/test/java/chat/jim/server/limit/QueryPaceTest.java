package chat.jim.server.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class QueryPaceTest {
    private static final long HALF_A_SECOND = TimeUnit.MILLISECONDS.toNanos(500);

    private long now = 1;
    private final QueryPace pace = new QueryPace(() -> now);

    @Test
    void ten_at_once_do_not_wait_and_the_next_ones_wait_their_turn() {
        for (int i = 0; i < 10; i++) {
            assertThat(pace.ofAccount("alice")).isZero();
        }
        assertThat(pace.ofAccount("alice")).isEqualTo(HALF_A_SECOND);
        assertThat(pace.ofAccount("alice")).isEqualTo(2 * HALF_A_SECOND);
        assertThat(pace.ofAccount("bob")).isZero();
    }

    @Test
    void each_half_second_one_more_may_ask() {
        for (int i = 0; i < 12; i++) {
            pace.ofAccount("alice");
        }
        now += 3 * HALF_A_SECOND;
        pace.tick();
        assertThat(pace.ofAccount("alice")).isZero();
        assertThat(pace.ofAccount("alice")).isEqualTo(HALF_A_SECOND);
        now += 100 * HALF_A_SECOND;
        pace.tick();
        assertThat(pace.ofAccount("alice")).isZero();
    }

    @Test
    void guests_of_one_address_share_the_pace_but_for_those_of_this_machine() throws UnknownHostException {
        InetAddress far = InetAddress.getByName("192.0.2.1");
        InetAddress here = InetAddress.getLoopbackAddress();
        for (int i = 0; i < 10; i++) {
            assertThat(pace.ofGuest(far, "guest" + i)).isZero();
            assertThat(pace.ofGuest(here, "guest")).isZero();
        }
        assertThat(pace.ofGuest(far, "another")).isEqualTo(HALF_A_SECOND);
        assertThat(pace.ofGuest(here, "guest")).isEqualTo(HALF_A_SECOND);
        assertThat(pace.ofGuest(here, "another")).isZero();
    }
}
