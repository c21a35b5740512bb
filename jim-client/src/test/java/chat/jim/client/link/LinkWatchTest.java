package chat.jim.client.link;

import static chat.jim.client.link.LinkWatch.Verdict.ASK;
import static chat.jim.client.link.LinkWatch.Verdict.FINE;
import static chat.jim.client.link.LinkWatch.Verdict.LOST;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.link.LinkWatch.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a client asks whether its server is there, and when it gives it up; the test owns the clock. */
class LinkWatchTest {
    private Instant now = Instant.EPOCH;
    private final LinkWatch watch = new LinkWatch(Patience.USUAL, () -> now);

    @Test
    void a_link_is_silent_for_two_minutes_before_the_client_asks() {
        assertThat(secondsUntil(ASK)).isEqualTo(120);
    }

    @Test
    void if_nothing_is_heard_after_that_for_ten_seconds_the_server_is_lost() {
        secondsUntil(ASK);
        watch.sent(true);

        assertThat(secondsUntil(LOST)).isEqualTo(10);
    }

    @Test
    void whatever_is_heard_shows_that_the_server_is_there() {
        secondsUntil(ASK);
        pass(9);
        watch.heard();

        assertThat(secondsUntil(ASK)).isEqualTo(120);
    }

    @Test
    void a_request_without_an_answer_makes_it_ask_earlier() {
        pass(50);
        watch.sent(true);

        assertThat(secondsUntil(ASK, true)).isEqualTo(10);
        assertThat(secondsUntil(LOST, true)).isEqualTo(10);
    }

    @Test
    void answers_that_come_slowly_are_answers() {
        watch.sent(true);
        for (int i = 0; i < 100; i++) {
            watch.sent(false);
            pass(9, true);
            watch.heard();
        }
    }

    @Test
    void a_server_that_probes_more_often_is_asked_after_two_of_its_intervals() {
        probedAfter(15);

        assertThat(secondsUntil(ASK)).isEqualTo(30);
    }

    @Test
    void a_server_that_probes_more_seldom_is_not_asked_before_it_would() {
        probedAfter(100);

        assertThat(secondsUntil(ASK)).isEqualTo(200);
    }

    @Test
    void a_probe_about_messages_says_nothing_of_the_interval() {
        pass(12);
        watch.heardMessage();
        probedAfter(0);

        assertThat(secondsUntil(ASK)).isEqualTo(120);
    }

    @Test
    void a_machine_that_was_suspended_asks_first() {
        secondsUntil(ASK);
        now = now.plus(Duration.ofHours(8));
        assertThat(watch.look(true, false)).isEqualTo(ASK);

        assertThat(secondsUntil(LOST)).isEqualTo(10);
    }

    @Test
    void a_clock_that_is_set_back_makes_no_wait_longer() {
        pass(100);
        now = now.minus(Duration.ofHours(1));
        assertThat(watch.look(false, false)).isEqualTo(ASK);

        assertThat(secondsUntil(LOST)).isEqualTo(10);
    }

    @Test
    void while_the_client_itself_is_busy_the_silence_is_its_own() {
        secondsUntil(ASK);
        for (int i = 0; i < 600; i++) {
            now = now.plusSeconds(1);
            assertThat(watch.look(true, true)).isEqualTo(FINE);
        }

        assertThat(secondsUntil(ASK)).isEqualTo(120);
    }

    private void probedAfter(int seconds) {
        pass(seconds);
        watch.heard();
        watch.heardProbe();
        watch.sent(true);
        watch.heard();
    }

    private void pass(int seconds) {
        pass(seconds, false);
    }

    private void pass(int seconds, boolean unanswered) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            assertThat(watch.look(unanswered, false)).isEqualTo(FINE);
        }
    }

    private int secondsUntil(Verdict verdict) {
        return secondsUntil(verdict, false);
    }

    private int secondsUntil(Verdict verdict, boolean unanswered) {
        for (int seconds = 1; seconds < 10_000; seconds++) {
            now = now.plusSeconds(1);
            Verdict seen = watch.look(unanswered, false);
            if (seen == verdict) {
                return seconds;
            }
            assertThat(seen).isEqualTo(FINE);
        }
        throw new AssertionError("never");
    }
}
