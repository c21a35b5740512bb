package chat.jim.server;

import static chat.jim.server.config.ServerConfig.UNLIMITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.config.ServerConfig;
import chat.jim.server.option.PeerOptions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LimitOptionsTest {
    private static final int KIBIBYTE = 1024;
    private static final long THIRD_OF_HEAP = Runtime.getRuntime().maxMemory() / 3;

    @Test
    void there_are_limits_by_default() {
        assertThat(parse())
                .isEqualTo(new ServerConfig.Limits(
                        100,
                        new ServerConfig.Flood(100, 1000),
                        KIBIBYTE * KIBIBYTE,
                        THIRD_OF_HEAP,
                        100,
                        5,
                        1000,
                        10,
                        3,
                        0,
                        1L << 30));
    }

    @Test
    void each_limit_is_an_option() {
        ServerConfig.Limits limits = parse(
                "--max-connections-per-address=1",
                "--flood-rate=2",
                "--flood-burst=3",
                "--outbox=64k",
                "--max-waiting=128k",
                "--max-rooms=4",
                "--sessions=8",
                "--max-bad=5",
                "--max-failed-logins=6",
                "--max-contacts=7",
                "--store-size=3g");

        assertThat(limits)
                .isEqualTo(new ServerConfig.Limits(
                        1, new ServerConfig.Flood(2, 3), 64 * KIBIBYTE, 128 * KIBIBYTE, 4, 8, 7, 5, 6, 0, 3L << 30));
    }

    @Test
    void zero_is_no_limit() {
        ServerConfig.Limits limits = parse(
                "--max-connections-per-address=0",
                "--flood-rate=0",
                "--outbox=1024m",
                "--max-rooms=0",
                "--max-contacts=0",
                "--max-bad=0",
                "--max-failed-logins=0",
                "--store-size=0");

        assertThat(limits)
                .isEqualTo(new ServerConfig.Limits(
                        UNLIMITED,
                        new ServerConfig.Flood(UNLIMITED, 1000),
                        1 << 30,
                        THIRD_OF_HEAP,
                        UNLIMITED,
                        5,
                        UNLIMITED,
                        UNLIMITED,
                        UNLIMITED,
                        0,
                        Long.MAX_VALUE));
    }

    @Test
    void what_an_address_may_do_has_limits_too() {
        assertThat(origins()).isEqualTo(new ServerConfig.Origins(10, 10, Set.of()));
        assertThat(origins("--connection-rate=1", "--registrations-per-hour=2"))
                .isEqualTo(new ServerConfig.Origins(1, 2, Set.of()));
        assertThat(origins("--connection-rate=0", "--registrations-per-hour=0"))
                .isEqualTo(new ServerConfig.Origins(UNLIMITED, UNLIMITED, Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "--max-connections=0, take 1 or more",
        "--flood-burst=0, take 1 or more",
        "--sessions=0, take 1 or more",
        "--max-rooms=-1, or 0 for none",
        "--max-contacts=-1, or 0 for none",
        "--max-bad=ten, or 0 for none",
        "--connection-rate=x, or 0 for none",
        "--outbox=63k, from 64k",
        "--outbox=1025m, to 1024m",
        "--outbox=9999999m, to 1024m",
        "--outbox=100000, not a size",
        "--store-size=0g, not a size",
        "--store-size=1t, not a size",
        "--store-size=10000000, not a size"
    })
    void what_is_no_limit_is_refused(String argument, String words) {
        assertThatThrownBy(() -> parse(argument)).hasMessageContaining(words);
    }

    private static ServerConfig.Limits parse(String... arguments) {
        PeerOptions options = new PeerOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.limits();
    }

    private static ServerConfig.Origins origins(String... arguments) {
        PeerOptions options = new PeerOptions();
        new CommandLine(options).parseArgs(arguments);
        return options.origins(Set.of());
    }
}
