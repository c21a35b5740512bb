package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.protocol.Address;
import chat.jim.server.config.HistoryPolicy;
import chat.jim.server.option.HistoryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HistoryOptionsTest {
    private static final long DAY = 24 * 60 * 60;

    @Test
    void rooms_of_accounts_are_kept_for_thirty_days_and_others_are_not() {
        HistoryPolicy policy = policy();
        assertThat(policy.of(Address.room("#tea"), true)).isEqualTo(30 * DAY);
        assertThat(policy.of(Address.room("#tea"), false)).isEqualTo(HistoryPolicy.OFF);
        assertThat(policy.talks()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "#all, 2592000",
        "#ops, 31536000",
        "#OPS, 31536000",
        "#team-x, 604800",
        "#random, -1",
        "#ever, 0",
        "#tea, -1"
    })
    void named_rooms_are_kept_whoever_makes_them(String room, long seconds) {
        HistoryPolicy policy =
                policy("--history-rooms=#all,#ops=365d,#team-*=1w", "--history-rooms=#random=off,#ever=forever");
        assertThat(policy.of(Address.room(room), false)).isEqualTo(seconds);
    }

    @Test
    void what_was_kept_of_a_room_that_is_off_now_stays_as_long_as_any() {
        assertThat(policy("--history-rooms=#random=off").ofKept("#random")).isEqualTo(30 * DAY);
    }

    @Test
    void all_of_it_can_be_off() {
        HistoryPolicy policy = policy("--history=off");
        assertThat(policy.isOff()).isTrue();
        assertThat(policy.talks()).isFalse();
        assertThat(policy.ofKept("#tea")).isEqualTo(30 * DAY);
        assertThat(policy("--history=off", "--history-rooms=#ops=1d").isOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"30", "0d", "30m", "-1d", "ever", "", "1y"})
    void what_is_no_time_is_refused(String time) {
        assertThatThrownBy(() -> policy("--history=" + time)).hasMessageContaining("is not a time to keep messages");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ops", "#", "#o ps", "#ops=", "#*x"})
    void what_is_no_room_is_refused(String room) {
        assertThatThrownBy(() -> policy("--history-rooms=" + room)).isInstanceOf(CommandLine.ParameterException.class);
    }

    private static HistoryPolicy policy(String... arguments) {
        HistoryOptions options = new HistoryOptions();
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create()
                .addMixin("history", CommandLine.Model.CommandSpec.forAnnotatedObject(options)));
        line.parseArgs(arguments);
        return options.policy();
    }
}
