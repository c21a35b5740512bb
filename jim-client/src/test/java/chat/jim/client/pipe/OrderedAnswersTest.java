package chat.jim.client.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OrderedAnswersTest {
    private static final Response SENT = new Response(Code.OK, 1, "Sent.");
    private static final Response TOO_LONG = new Response(Code.BAD_REQUEST, 1, "Too long.");

    private final List<Response> told = new ArrayList<>();
    private final OrderedAnswers lines = new OrderedAnswers(told::add);

    @Test
    void an_answer_waits_for_those_of_the_lines_before() {
        Consumer<Response> first = next();
        next().accept(TOO_LONG);
        assertThat(told).isEmpty();

        first.accept(SENT);

        assertThat(told).containsExactly(SENT, TOO_LONG);
    }

    @Test
    void the_first_open_line_is_the_first_unanswered_one_or_the_next_to_be_read() {
        assertThat(lines.firstUnanswered()).isEqualTo(1);
        Consumer<Response> first = next();
        lines.nextLine();
        Consumer<Response> third = next();
        assertThat(lines.firstUnanswered()).isEqualTo(1);

        first.accept(SENT);
        assertThat(lines.firstUnanswered()).isEqualTo(3);

        third.accept(SENT);
        assertThat(lines.firstUnanswered()).isEqualTo(4);
    }

    @Test
    void an_answer_is_reported_at_once_where_no_line_before_is_open() {
        next().accept(SENT);

        assertThat(told).containsExactly(SENT);
    }

    private Consumer<Response> next() {
        lines.nextLine();
        return lines.expectAnswer();
    }
}
