package chat.jim.thread;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdTest {
    private final Crowd crowd = new Crowd();

    @Test
    void there_is_none_at_first() {
        assertThat(crowd.isThere()).isFalse();
    }

    @Test
    void there_is_one_when_most_rounds_were_crowded() {
        rounds(60);

        assertThat(crowd.isThere()).isTrue();
    }

    @Test
    void there_is_none_when_some_rounds_were_crowded() {
        rounds(40);

        assertThat(crowd.isThere()).isFalse();
    }

    @Test
    void it_stays_while_some_rounds_are_crowded() {
        rounds(60);
        rounds(40);

        assertThat(crowd.isThere()).isTrue();
    }

    @Test
    void it_ends_when_few_rounds_are_crowded() {
        rounds(60);
        rounds(20);

        assertThat(crowd.isThere()).isFalse();
    }

    private void rounds(int percentCrowded) {
        for (int i = 0; i < Crowd.ROUNDS; i++) {
            crowd.count(i * 100 < percentCrowded * Crowd.ROUNDS);
        }
    }
}
