package chat.jim.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PROTOCOL.md, section 1: "A peer is a line peer from the moment it has itself ended an object with a line feed"; to others
 * go "non-ASCII characters escaped as long as the escaped object stays within 1024 bytes".
 */
class LinePeerTest {
    @ParameterizedTest
    @ValueSource(strings = {"{}\n", "{}\r\n", "{} \n{}", "{}{}\n\r"})
    void a_peer_that_ends_an_object_with_a_line_feed_is_known_to(String text) throws Exception {
        FrameReader reader = reader(text);
        reader.read();
        reader.read();

        assertThat(reader.endsLines()).isTrue();
    }

    @Test
    void the_line_feed_is_known_with_the_object_that_it_ends() throws Exception {
        FrameReader reader = reader("{}\n");
        reader.read();

        assertThat(reader.endsLines()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "\n{\n}", "{}{\n\"a\":1} ", "garbage\n{}"})
    void a_peer_that_does_not_is_not(String text) throws Exception {
        FrameReader reader = reader(text);
        try {
            reader.read();
        } catch (FrameException e) {
            assertThat(e).hasMessageContaining("Expected a JSON object");
        }
        reader.read();

        assertThat(reader.endsLines()).isFalse();
    }

    @Test
    void a_bare_line_is_ascii_where_it_fits_into_1024_bytes() {
        assertThat(bareLine("{\"a\":\"\u0444\ud83d\ude00\\u0444\\n\"}"))
                .isEqualTo("{\"a\":\"\\u0444\\ud83d\\ude00\\u0444\\n\"}\n");
        String fits = "{\"a\":\"" + "\u0444".repeat(169) + "x\"}";
        assertThat(bareLine(fits)).hasSize(1024);
        String doesNot = "{\"a\":\"" + "\u0444".repeat(169) + "xx\"}";
        assertThat(bareLine(doesNot)).isEqualTo(doesNot + "\n");
    }

    @Test
    void what_came_escaped_is_not_longer_for_that_than_need_be() {
        String escaped = "{\"a\":\"\\\\u0444 \\u007f" + "\\u0444\\ud83d\\ude00".repeat(100) + "\"}";
        String plain = "{\"a\":\"\\\\u0444 \\u007f" + "\u0444\ud83d\ude00".repeat(100) + "\"}";

        assertThat(bareLine(escaped)).isEqualTo(plain + "\n");
    }

    private static String bareLine(String object) {
        byte[] bytes = object.getBytes(UTF_8);
        return new String(BareForm.of(bytes, 0, bytes.length), UTF_8);
    }

    private static FrameReader reader(String text) {
        return new FrameReader(new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
