package chat.jim.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompactFormTest {
    private static final List<String> PIECES = List.of(
            "x",
            " ",
            "\u0444",
            "\ud83d\ude00",
            "\\u0444",
            "\\u00E9",
            "\\ud83d\\ude00",
            "\\uDBFF\\uDFFF",
            "\\u0022",
            "\\u005c",
            "\\u002F",
            "\\u0001",
            "\\u007f",
            "\\u0085",
            "\\u000a",
            "\\u2028",
            "\\ufeff",
            "\\uffff",
            "\\n",
            "\\/",
            "\\\\",
            "\\\"",
            "{",
            "]",
            ":");

    private static final List<String> VALUES =
            List.of("1.50", "-0", "1E5", "true", "null", "[ 1 , { } ]", "{ \"y\" : [ ] }");

    private final long seed = Long.getLong("jim.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "{\"a\":\"x y\"} | {\"a\":\"x y\"}",
                "{ \"a\" : [ 1 , 2.50 ] } | {\"a\":[1,2.50]}",
                "{\"\\u0061\":\"\\u0444\\uD83D\\ude00\"} | {\"a\":\"\u0444\ud83d\ude00\"}",
                "{\"a\":\"\\u0022\\u005C\\u002f\\/\"} | {\"a\":\"\\\"\\\\//\"}",
                "{\"a\":\"\\u000a\\u000D\\u0008\\u000C\\u0009\"} | {\"a\":\"\\n\\r\\b\\f\\t\"}",
                "{\"a\":\"\\u001B\\u007f\\u0085\"} | {\"a\":\"\\u001B\\u007f\\u0085\"}",
                "{\"a\":\"\\\\u0444 \\\" :\"} | {\"a\":\"\\\\u0444 \\\" :\"}"
            })
    void an_object_is_written_as_short_as_it_can_be(String object, String compact) throws FrameException {
        assertThat(compact(object)).isEqualTo(compact);
    }

    @Test
    void it_means_the_same_and_cannot_be_shortened_again() throws FrameException {
        for (int i = 0; i < 20_000; i++) {
            String object = randomObject();

            String compact = compact(object);

            assertThat(compact.length()).as(object).isLessThanOrEqualTo(object.length());
            assertThat(Json.object(frame(compact)))
                    .as("%s, -Djim.seed=%d", object, seed)
                    .isEqualTo(Json.object(frame(object)));
            assertThat(compact(compact)).isEqualTo(compact);
        }
    }

    private String randomObject() {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String value = random.nextInt(3) == 0 ? VALUES.get(random.nextInt(VALUES.size())) : '"' + text() + '"';
            members.add(space() + '"' + i + text() + '"' + space() + ':' + space() + value + space());
        }
        return '{' + String.join(",", members) + '}';
    }

    private String space() {
        return List.of("", "", " ", "\t", "\r\n").get(random.nextInt(5));
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return text.toString();
    }

    private static String compact(String object) throws FrameException {
        return new String(CompactForm.of(frame(object)), UTF_8);
    }

    private static Frame frame(String object) throws FrameException {
        return Frame.of(object.getBytes(UTF_8));
    }
}
