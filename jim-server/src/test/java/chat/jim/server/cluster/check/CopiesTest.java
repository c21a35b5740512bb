package chat.jim.server.cluster.check;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.JsonLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopiesTest {
    private final List<String> lines = new ArrayList<>();
    private final Copies copies = new Copies();

    @Test
    void a_server_that_is_away_is_one_line_for_all_its_streams() {
        copies.add(JsonLine.of("{\"name\":\"n2\",\"current\":false,\"offline\":true,\"lag\":7}"));
        copies.add(JsonLine.of("{\"name\":\"n2\",\"current\":false,\"offline\":true,\"lag\":3}"));

        assertThat(said()).containsExactly("WRONG  n2 is away. Streams of which it has a copy: 2.");
    }

    @Test
    void one_that_is_behind_is_told_with_what_it_lacks_at_most() {
        copies.add(JsonLine.of("{\"name\":\"n3\",\"current\":false,\"lag\":3}"));
        copies.add(JsonLine.of("{\"name\":\"n3\",\"current\":false,\"lag\":7}"));
        copies.add(JsonLine.of("{\"name\":\"n1\",\"current\":true}"));

        assertThat(said())
                .containsExactly(
                        "WRONG  n3 is not up to date yet. Streams: 2, changes that it lacks: up to 7. Look again later.");
    }

    @Test
    void what_is_up_to_date_is_not_told() {
        copies.add(JsonLine.of("{\"name\":\"n1\",\"current\":true,\"lag\":0}"));

        assertThat(said()).isEmpty();
        assertThat(copies.areCurrent()).isTrue();
    }

    private List<String> said() {
        copies.tell(new Findings(lines::add));
        return lines;
    }
}
