package chat.jim.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimerTest {
    private static final long PERIOD = TimeUnit.SECONDS.toNanos(2);
    private static final long START = 17;

    private final Timer.Punctuality own = new Timer.Punctuality(PERIOD, START);

    @Test
    void a_task_that_comes_when_due_or_a_moment_later_is_not_late() {
        assertThat(own.isLate(START + PERIOD)).isFalse();
        assertThat(own.isLate(START + PERIOD + TimeUnit.MILLISECONDS.toNanos(900)))
                .isFalse();
    }

    @Test
    void a_task_that_comes_after_a_pause_of_the_process_is_late_and_the_next_is_not() {
        long afterPause = START + PERIOD + TimeUnit.MINUTES.toNanos(10);

        assertThat(own.isLate(afterPause)).isTrue();

        own.doneAt(afterPause);
        assertThat(own.isLate(afterPause + PERIOD)).isFalse();
    }

    @Test
    void what_a_task_takes_itself_does_not_make_the_next_late() {
        long slow = TimeUnit.MINUTES.toNanos(1);
        assertThat(own.isLate(START + PERIOD)).isFalse();

        own.doneAt(START + PERIOD + slow);

        assertThat(own.isLate(START + PERIOD + slow + PERIOD)).isFalse();
    }
}
