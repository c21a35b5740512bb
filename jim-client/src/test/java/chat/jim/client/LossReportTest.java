package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The loss of a link is told once, and only if somebody still cares. */
class LossReportTest {
    private final List<String> told = new ArrayList<>();
    private final LossReport loss = new LossReport(told::add);

    @Test
    void while_it_is_used_it_is_told() {
        loss.use();
        loss.end(() -> "it has hung up");
        loss.use();

        assertThat(told).containsExactly("it has hung up");
    }

    @Test
    void while_a_login_is_tried_it_waits_until_the_login_has_succeeded() {
        loss.use();
        loss.tryOut();
        loss.end(() -> "it has hung up");
        assertThat(told).isEmpty();

        loss.use();

        assertThat(told).containsExactly("it has hung up");
    }

    @Test
    void who_has_left_during_the_login_is_told_nothing() {
        loss.tryOut();
        loss.leave();
        loss.end(() -> "it has hung up");
        loss.use();

        assertThat(told).isEmpty();
    }

    @Test
    void who_leaves_while_it_ends_is_told_all_the_same() {
        loss.use();
        loss.end(() -> {
            loss.leave();
            return "it has hung up";
        });

        assertThat(told).containsExactly("it has hung up");
    }
}
