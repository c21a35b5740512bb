package chat.jim.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is healthy. */
class HealthTest {
    private final Pulse loop = new Pulse("accept loop");
    private final Pulse timer = new Pulse("timer");
    private final AtomicReference<String> disk = new AtomicReference<>();
    private final Health health = new Health(List.of(loop, timer), List.of(disk::get));

    @Test
    void threads_that_move_are_healthy() {
        assertThat(health.trouble()).isNull();
        assertThat(health.hasMovedSince(System.nanoTime() - TimeUnit.SECONDS.toNanos(5)))
                .isTrue();
    }

    @Test
    void a_thread_that_stands_still_for_five_seconds_is_named() {
        long later = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);

        assertThat(health.trouble(later)).isEqualTo("The accept loop has not moved for 6 s.");
    }

    @Test
    void where_a_thread_stands_is_known() {
        loop.beat();
        long before = System.nanoTime();
        timer.beat();

        assertThat(health.hasMovedSince(before)).isFalse();
        assertThat(health.standstill(before))
                .startsWith("The accept loop has not moved for 0 s. It is at: ")
                .contains("where_a_thread_stands_is_known");
        loop.beat();
        assertThat(health.hasMovedSince(before)).isTrue();
        assertThat(health.standstill(before)).isEmpty();
    }

    @Test
    void a_full_disk_is_trouble_but_no_thread_stands_still() {
        disk.set("The disk is full.");

        assertThat(health.trouble()).isEqualTo("The disk is full.");
        assertThat(health.hasMovedSince(System.nanoTime() - TimeUnit.SECONDS.toNanos(5)))
                .isTrue();
    }
}
