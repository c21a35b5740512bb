package chat.jim.server.cluster.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.codec.JsonLine;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineStreamTest {
    /** What a leader answers who has heard these others so many milliseconds ago; 0: never. */
    private static JsonLine answer(long... millis) {
        StringBuilder others = new StringBuilder();
        for (long each : millis) {
            others.append(others.isEmpty() ? "" : ",")
                    .append("{\"name\":\"n\",\"active\":")
                    .append(Duration.ofMillis(each).toNanos())
                    .append('}');
        }
        return JsonLine.of(
                "{\"state\":{\"last_seq\":7},\"cluster\":{\"leader\":\"n1\",\"replicas\":[" + others + "]}}");
    }

    @Test
    void a_leader_that_hears_most_of_the_others_is_believed() {
        assertThat(EngineStream.state(answer(900, 60_000)).last()).isEqualTo(7);
        assertThat(EngineStream.state(answer(2_900, 0)).last()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3_100, 60_000})
    void a_leader_that_does_not_is_not_for_there_may_be_another_one(long millis) {
        assertThatThrownBy(() -> EngineStream.state(answer(millis, 5_000)))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("just now");
    }

    @Test
    void a_server_that_is_alone_hears_all_others() {
        assertThat(EngineStream.state(answer()).last()).isEqualTo(7);
        assertThat(EngineStream.state(JsonLine.of("{\"state\":{\"last_seq\":7}}"))
                        .last())
                .isEqualTo(7);
    }
}
