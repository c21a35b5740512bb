package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RandomGenerator NEVER_LATE = () -> 0;

    @Test
    void pauses_double_up_to_a_minute() {
        assertThat(pauses(9)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void a_random_share_is_added_but_never_more_than_a_quarter_nor_beyond_a_minute() {
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            assertThat(pause(0, random)).isBetween(Duration.ofMillis(1000), Duration.ofMillis(1250));
            assertThat(pause(5, random)).isBetween(Duration.ofSeconds(32), Duration.ofSeconds(40));
            assertThat(pause(6, random)).isEqualTo(Duration.ofMinutes(1));
        }
    }

    /** The name is free 20 seconds after a server was killed; long pauses would make 40 seconds of that. */
    @Test
    void while_the_former_session_ends_pauses_stay_short() {
        Response former =
                new Response(Code.UNAVAILABLE, 1, "Your former session has not ended yet: try again in a moment.");
        Response full = new Response(Code.UNAVAILABLE, 1, "The server is full: try again later.");

        assertThat(pause(Reconnection.attemptsAfter(5, former), NEVER_LATE)).isEqualTo(Duration.ofSeconds(4));
        assertThat(Reconnection.attemptsAfter(1, former)).isEqualTo(1);
        assertThat(Reconnection.attemptsAfter(5, full)).isEqualTo(5);
    }

    private static List<Long> pauses(int count) {
        return IntStream.range(0, count)
                .mapToObj(attempts -> pause(attempts, NEVER_LATE).toSeconds())
                .toList();
    }

    private static Duration pause(int attempts, RandomGenerator random) {
        return Reconnection.pause(attempts, Duration.ofSeconds(1), random);
    }
}
