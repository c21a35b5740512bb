package chat.jim.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {
    private static final long MUCH = Long.MAX_VALUE;
    private static final int THREADS = 1000;

    @Test
    void no_more_than_fit_into_the_memory() {
        assertThat(ConnectionLimit.of(null, OptionalLong.of(20_000), memoryFor(5000), THREADS))
                .isEqualTo(new ConnectionLimit(5000, null));
        assertThat(ConnectionLimit.of(null, OptionalLong.of(20_000), memoryFor(2000), THREADS)
                        .warning())
                .contains("Only 2000 connections will fit into the memory");
    }

    @Test
    void without_a_number_there_may_be_as_many_as_the_limit_on_files_allows() {
        assertThat(ConnectionLimit.of(null, OptionalLong.of(20_000), MUCH, THREADS))
                .isEqualTo(new ConnectionLimit(19_836, null));
    }

    @Test
    void without_a_limit_on_files_there_is_none_on_connections() {
        assertThat(ConnectionLimit.of(null, OptionalLong.empty(), MUCH, THREADS).connections())
                .isGreaterThan(1_000_000);
    }

    @Test
    void a_low_limit_on_files_is_told() {
        ConnectionLimit limit = ConnectionLimit.of(null, OptionalLong.of(1024), MUCH, THREADS);

        assertThat(limit.connections()).isEqualTo(860);
        assertThat(limit.warning()).contains("Only 860 connections", "1024 files", "ulimit -n");
    }

    @Test
    void a_number_that_fits_is_taken_without_a_word() {
        assertThat(ConnectionLimit.of(50, OptionalLong.of(1024), MUCH, THREADS))
                .isEqualTo(new ConnectionLimit(50, null));
    }

    @Test
    void a_number_that_does_not_fit_is_told() {
        assertThat(ConnectionLimit.of(5000, OptionalLong.of(1024), MUCH, THREADS)
                        .warning())
                .contains("Only 860 connections");
    }

    private static long memoryFor(int connections) {
        return 3L * (4096 + THREADS) * connections;
    }
}
