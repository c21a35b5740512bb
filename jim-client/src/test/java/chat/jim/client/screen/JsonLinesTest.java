package chat.jim.client.screen;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.codec.Codec;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.Message;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import chat.jim.wire.FrameException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JsonLinesTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final JsonLines lines = new JsonLines(new LineWriter(printed));

    @Test
    void a_message_is_printed_as_it_came() throws FrameException {
        String object = "{\"action\" : \"msg\",\t\"time\":1.50,\"to\":\"#all\",\"from\":\"bob\",\"x\":[1e2],"
                + "\"message\":\"\\u0007\u007f\u0085\u202e\"}";

        lines.print(received(object));

        assertThat(printed.toString(UTF_8)).isEqualTo(object + "\n");
    }

    @Test
    void a_message_in_several_lines_is_put_on_one() throws FrameException {
        lines.print(received("{\"action\":\"msg\",\n\"time\":1.50,\"to\":\"#all\",\r\n \"from\":\"bob\",\"x\":[1e2],"
                + "\"message\":\"\\n\\u0444\"}"));

        assertThat(printed.toString(UTF_8))
                .isEqualTo("{\"action\":\"msg\",\"time\":1.50,\"to\":\"#all\",\"from\":\"bob\",\"x\":[1e2],"
                        + "\"message\":\"\\n\u0444\"}\n");
    }

    @Test
    void a_message_from_nobody_is_printed_too() throws FrameException {
        lines.print(received("{\"action\":\"msg\",\n\"time\":1,\"to\":\"#all\",\"message\":\"hi\"}"));

        assertThat(printed.toString(UTF_8))
                .isEqualTo("{\"action\":\"msg\",\"time\":1,\"to\":\"#all\",\"message\":\"hi\"}\n");
    }

    @Test
    void a_response_at_the_limit_is_printed_though_it_had_no_time() throws FrameException {
        String text = "x".repeat(Frame.MAX_CHARACTERS - "{\"response\":100,\"alert\":\"\"}".length());

        lines.print(received("{\"response\":100,\"alert\":\"" + text + "\"}"));

        assertThat(printed.toString(UTF_8)).isEqualTo("{\"response\":100,\"time\":0,\"alert\":\"" + text + "\"}\n");
    }

    @Test
    void a_long_list_is_printed_in_parts_as_on_the_wire() {
        List<String> names = IntStream.rangeClosed(0, Limits.NAMES_IN_PART)
                .mapToObj(i -> "n" + i)
                .toList();

        lines.print(new Response(Code.OK, 1, "So many.").withNames(names));

        assertThat(printed.toString(UTF_8).lines())
                .hasSize(3)
                .element(2)
                .isEqualTo("{\"response\":200,\"time\":1,\"alert\":\"So many.\"}");
    }

    private static Message received(String object) throws FrameException {
        return Codec.decode(Frame.of(object.getBytes(UTF_8)));
    }
}
