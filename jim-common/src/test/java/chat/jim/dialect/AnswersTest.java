package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;
import chat.jim.wire.BareForm;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** PROTOCOL.md, appendix and section 1: programs take an object of 1,024 bytes, escapes and line feed included. */
class AnswersTest {
    @Test
    void a_short_list_is_whole() {
        assertThat(list(List.of("anna", "boris")).text())
                .isEqualTo("{\"response\":202,\"data_list\":[\"anna\",\"boris\"]}");
        assertThat(list(List.of()).text()).isEqualTo("{\"response\":202,\"data_list\":[]}");
    }

    @Test
    void of_a_long_list_as_many_as_fit_into_an_object() {
        assertThat(many("name-number-%06d").length()).isBetween(900, 1023);
    }

    @Test
    void of_a_long_list_in_cyrillic_as_many_as_fit_into_what_is_read_at_once() {
        Frame list = many("\u043f\u043e\u0441\u0435\u0442\u0438\u0442\u0435\u043b\u044c-%04d");

        assertThat(BareForm.fitsEscaped(list)).isTrue();
        assertThat(Json.object(list).path("data_list").size()).isGreaterThan(10);
    }

    private static Frame many(String pattern) {
        return list(IntStream.range(0, 200).mapToObj(pattern::formatted).toList());
    }

    private static Frame list(List<String> names) {
        Response response = new Response(Code.OK, 1, "Online.").withNames(names);
        return Family.COURSE_GUI
                .encode(new Reply(new Action.Who(1, null, null, null), true, response))
                .findFirst()
                .orElseThrow();
    }
}
