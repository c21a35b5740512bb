package chat.jim.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.testing.RawClient;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects whose members may be called anything. */
class JsonTest {
    @Test
    void members_keep_their_order_and_each_type_is_read_as_itself() {
        ObjectNode object =
                read("{'z':'text','a':7,'m':1.5,'user':{'b':'c'},'list':['x',{'y':1}],'no':null,'yes':true}");

        assertThat(object.propertyNames()).containsExactly("z", "a", "m", "user", "list", "no", "yes");
        assertThat(object.get("z").stringValue()).isEqualTo("text");
        assertThat(object.get("a").longValue()).isEqualTo(7L);
        assertThat(object.get("m").doubleValue()).isEqualTo(1.5);
        assertThat(object.get("user").get("b").stringValue()).isEqualTo("c");
    }

    @Test
    void an_array_or_a_literal_is_there_and_so_is_what_has_another_type_but_no_null() {
        ObjectNode object = read("{'list':['x'],'no':null,'text':'7','number':7,'user':{}}");

        assertThat(object.has("list")).isTrue();
        assertThat(object.has("no")).isTrue();
        assertThat(object.has("absent")).isFalse();
        assertThat(object.get("list").isString()).isFalse();
        assertThat(object.get("number").isString()).isFalse();
        assertThat(object.get("user").isString()).isFalse();
        assertThat(object.get("text").isNumber()).isFalse();
        assertThat(object.get("no").isNumber()).isFalse();
        assertThat(object.get("no").isNull()).isFalse();
        assertThat(object.get("text").isObject()).isFalse();
        assertThat(object.get("absent")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':1,'a':1}",
                "{'a':null,'a':null}",
                "{'a':1,'\\u0061':2}",
                "{'user':{'a':1,'a':2}}",
                "{'user':{'user':{'':1,'':2}}}",
                "{'user':1,'user':{}}"
            })
    void a_member_that_is_there_twice_is_refused(String object) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(object))
                .withMessageContaining("appears twice: send it once.")
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
    }

    @Test
    void the_same_name_inside_another_object_is_another_member() {
        assertThat(read("{'a':1,'user':{'a':2},'more':{'a':3}}")
                        .get("user")
                        .get("a")
                        .longValue())
                .isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{'a'}", "{'a':1,}", "{'a':01}", "{'a':nul}", "{'a':1 'b':2}", "{'a':}", "{a:1}", "{'a':+1}"})
    void what_is_not_json_is_refused(String object) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(object))
                .withMessageContaining("This is not JSON")
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
    }

    @Test
    void it_may_be_nested_eight_deep_and_no_deeper_in_objects_and_arrays() {
        assertThat(read("{'a':".repeat(8) + "1" + "}".repeat(8)).has("a")).isTrue();
        assertThat(read("{'a':" + "[".repeat(7) + "]".repeat(7) + "}").has("a")).isTrue();
        for (String deep :
                List.of("{'a':".repeat(9) + "1" + "}".repeat(9), "{'a':" + "[".repeat(8) + "]".repeat(8) + "}")) {
            assertThatExceptionOfType(ProtocolException.class)
                    .isThrownBy(() -> read(deep))
                    .withMessageContaining("nested too deeply");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808",
        "-0, 0",
        "9223372036854775808,",
        "99999999999999999999999999999999999999999999999999,"
    })
    void a_whole_number_may_be_too_large_for_a_time(String number, Long value) {
        assertThat(read("{'a':" + number + "}").get("a").isIntegralNumber()).isTrue();
        assertThat(read("{'a':" + number + "}").get("a").canConvertToLong()).isEqualTo(value != null);
        if (value != null) {
            assertThat(read("{'a':" + number + "}").get("a").longValue()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @CsvSource({"1e999, Infinity", "-1e999, -Infinity", "1e-999999999, 0.0", "1e999999999, Infinity", "1E2, 100.0"})
    void a_fraction_or_an_exponent_makes_it_a_double_however_large(String number, double value) {
        assertThat(read("{'a':" + number + "}").get("a").isFloatingPointNumber())
                .isTrue();
        assertThat(read("{'a':" + number + "}").get("a").doubleValue()).isEqualTo(value);
    }

    @Test
    void what_was_written_is_read_again() {
        ObjectNode object = node("action", "m\u0444\ud83d\ude00\"\\\n").put("time", Long.MIN_VALUE);

        ObjectNode again = Json.object(Codec.encode(object.put("to", "\u0431\u043e\u0431")));

        assertThat(again.propertyNames()).containsExactly("action", "time", "to");
        assertThat(again.get("action").stringValue()).isEqualTo("m\u0444\ud83d\ude00\"\\\n");
        assertThat(again.get("time").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(again.get("to").stringValue()).isEqualTo("\u0431\u043e\u0431");
    }

    @Test
    void it_is_written_compact_with_lists_of_texts() {
        ObjectNode object = node("response", "202");
        object.putArray("list").add("a").add("b");

        assertThat(Codec.encode(object).text()).isEqualTo("{\"response\":\"202\",\"list\":[\"a\",\"b\"]}");
    }

    @Test
    void what_would_be_too_long_to_send_is_refused() {
        int room = Frame.MAX_CHARACTERS - "{\"a\":\"\"}".length();

        assertThat(Codec.encode(node("a", "\n".repeat(room))).text()).contains("\\n");
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> Codec.encode(node("a", "x".repeat(room + 1))))
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.BAD_REQUEST));
    }

    private static ObjectNode node(String field, String text) {
        return JsonNodeFactory.instance.objectNode().put(field, text);
    }

    private static ObjectNode read(String singleQuoted) {
        try {
            return Json.object(Frame.of(RawClient.json(singleQuoted).getBytes(UTF_8)));
        } catch (FrameException e) {
            throw new AssertionError(e);
        }
    }
}
