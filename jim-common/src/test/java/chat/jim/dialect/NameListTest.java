package chat.jim.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Codec;
import chat.jim.wire.Frame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** PROTOCOL.md, appendix and section 1: programs take an object of 1,024 bytes, escapes and line feed included. */
class NameListTest {
    @Test
    void a_short_list_is_whole() {
        assertThat(NameList.fitting(List.of("anna", "boris"))).containsExactly("anna", "boris");
        assertThat(NameList.fitting(List.of())).isEmpty();
    }

    @Test
    void of_a_long_list_as_many_as_fit_into_an_object() {
        String object = list("name-number-%06d");

        assertThat(object.length()).isBetween(580, Frame.MAX_CHARACTERS);
    }

    @Test
    void of_a_long_list_in_cyrillic_as_many_as_fit_into_what_is_read_at_once() {
        byte[] ascii = list("\u043f\u043e\u0441\u0435\u0442\u0438\u0442\u0435\u043b\u044c-%04d")
                .getBytes(StandardCharsets.US_ASCII);
        int escapes = 5
                * (int) IntStream.range(0, ascii.length)
                        .filter(i -> ascii[i] == '?')
                        .count();

        assertThat(ascii.length + escapes + 1).isBetween(900, 1024);
    }

    private static String list(String pattern) {
        List<String> names =
                IntStream.range(0, 200).mapToObj(pattern::formatted).toList();
        ObjectNode object = JsonNodeFactory.instance.objectNode().put("response", 202);
        NameList.fitting(names).forEach(object.putArray("data_list")::add);
        return Codec.encode(object).text();
    }
}
