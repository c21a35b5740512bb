package chat.jim.client.past;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which messages were shown. */
class ShownIdsTest {
    private static final long SECOND = 1_000_000;
    private static final long START = 1_763_700_000 * SECOND;

    private final ShownIds shown = new ShownIds();

    @Test
    void each_message_is_shown_once_also_if_it_comes_late() {
        assertThat(shown.add(START + 2)).isTrue();
        assertThat(shown.add(START + 1)).isTrue();
        assertThat(shown.add(START + 2)).isFalse();
        assertThat(shown.add(START + 1)).isFalse();
        assertThat(shown.last()).isEqualTo(START + 2);
    }

    @Test
    void one_goes_on_a_little_before_the_last_and_knows_what_was_shown_of_that() {
        for (int i = 0; i <= 100; i++) {
            shown.add(START + i * SECOND);
        }

        assertThat(shown.resumeAfter()).isEqualTo(START + 95 * SECOND);
        for (int i = 96; i <= 100; i++) {
            assertThat(shown.add(START + i * SECOND)).isFalse();
        }
    }

    @Test
    void who_was_shown_nothing_begins_with_the_first() {
        assertThat(shown.last()).isZero();
        assertThat(shown.resumeAfter()).isZero();
    }
}
