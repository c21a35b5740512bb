package chat.jim.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArrivalsTest {
    private final Arrivals arrivals = new Arrivals();

    @Test
    void what_has_come_directly_and_was_confirmed_does_not_come_again() {
        assertThat(arrivals.isFirst("a")).isTrue();
        arrivals.confirmed("a");

        assertThat(arrivals.isFirst("a")).isFalse();
        assertThat(arrivals.stored("a")).isFalse();
        assertThat(arrivals.isStored("a")).isFalse();
    }

    @Test
    void what_has_come_directly_and_was_not_confirmed_comes_out_of_the_store() {
        assertThat(arrivals.isFirst("a")).isTrue();

        assertThat(arrivals.stored("a")).isTrue();

        assertThat(arrivals.isStored("a")).isTrue();
        assertThat(arrivals.isFirst("a")).isFalse();
    }

    @Test
    void what_comes_out_of_the_store_may_be_read_again_and_does_not_come_directly() {
        assertThat(arrivals.stored("a")).isTrue();

        assertThat(arrivals.stored("a")).isTrue();
        assertThat(arrivals.isFirst("a")).isFalse();
        assertThat(arrivals.stored("a")).isTrue();
    }

    @Test
    void what_was_refused_may_come_again() {
        assertThat(arrivals.isFirst("a")).isTrue();
        arrivals.forget("a");

        assertThat(arrivals.isFirst("a")).isTrue();
    }

    @Test
    void the_oldest_ones_are_forgotten() {
        for (int i = 0; i < 200_000; i++) {
            assertThat(arrivals.isFirst("a" + i)).isTrue();
        }

        assertThat(arrivals.isFirst("a0")).isTrue();
        assertThat(arrivals.isFirst("a199999")).isFalse();
    }
}
