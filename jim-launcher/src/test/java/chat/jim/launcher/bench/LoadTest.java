package chat.jim.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run against a faulty server. */
class LoadTest {
    @Test
    void it_notices_all_that_the_server_does_wrong_and_answers_its_probe() throws Exception {
        List<String> progress = new ArrayList<>();
        try (FaultyServer server = new FaultyServer()) {
            Plan plan = new Plan(0, 1, 4, 100, 0, 1);
            Load load = new Load(
                    plan, server.address(), true, Optional::<Duration>empty, progress::add, Duration.ofMillis(100));

            Result result = load.run();

            assertThat(result.losses()).isEqualTo(new Result.Losses(3, 1, 1, 1, 1, 1));
            assertThat(result.refusal()).isEqualTo("404 Nobody there.");
            assertThat(result.messages()).isGreaterThan(FaultyServer.PROBES);
            assertThat(result.latencies().count()).isPositive().isLessThanOrEqualTo(result.messages() + plan.window());
            assertThat(result.serverCpuMicros()).isNull();
            assertThat(server.presences).as("two guests and a probe").isEqualTo(3);
        }
        assertThat(progress).singleElement().asString().startsWith("Measuring, 1 of 1 s: ");
    }
}
