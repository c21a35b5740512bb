package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.option.LogSizeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LogSizeOptionsTest {
    @AfterEach
    void forget() {
        System.clearProperty("jim.logs.size");
        System.clearProperty("jim.logs.total");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 104857600, 968884224",
        "--log-size=64k --log-total-size=1m, 65536, 983040",
        "--log-size=2g --log-total-size=2g, 2147483648, 1"
    })
    void the_old_files_may_have_what_the_newest_leaves(String options, String one, String old) {
        apply(options.isEmpty() ? new String[0] : options.split(" "));

        assertThat(System.getProperty("jim.logs.size")).isEqualTo(one);
        assertThat(System.getProperty("jim.logs.total")).isEqualTo(old);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--log-size=63k", "--log-size=0m", "--log-total-size=100", "--log-size=1t", "--log-size=-1m"})
    void what_is_no_size_is_refused(String option) {
        assertThatThrownBy(() -> apply(option)).hasMessageContaining("is not a size");
    }

    @Test
    void one_file_cannot_be_larger_than_all() {
        assertThatThrownBy(() -> apply("--log-size=2g"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("at least --log-size");
    }

    private static void apply(String... arguments) {
        LogSizeOptions options = new LogSizeOptions();
        CommandLine line = new CommandLine(options);
        line.parseArgs(arguments);
        options.apply(line);
    }
}
