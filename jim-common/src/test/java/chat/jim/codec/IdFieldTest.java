package chat.jim.codec;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.wire.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdFieldTest {
    private static final long ID = 1763700002123456L;

    @Test
    void the_id_stands_at_the_end_and_all_before_it_is_as_it_was_sent() {
        String sent = "{ \"action\": \"msg\", \"time\":1.50,\"to\":\"#tea\",\"from\":\"a\",\"message\":\"\\u0445 }\"";
        assertThat(with(sent + "}")).isEqualTo(sent + ",\"id\":1763700002123456}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"action\":\"msg\",\"id\":7,\"x\":1.50} | {\"action\":\"msg\",\"x\":1.50,\"id\":1763700002123456}",
                "{\"action\":\"msg\",\"i\\u0064\":{\"id\":[1]}} | {\"action\":\"msg\",\"id\":1763700002123456}",
                "{\"action\":\"msg\",\"x\":{\"id\":7}} | {\"action\":\"msg\",\"x\":{\"id\":7},\"id\":1763700002123456}",
                "{\"message\":\"\\\"id\\\"\"} | {\"message\":\"\\\"id\\\"\",\"id\":1763700002123456}"
            })
    void the_senders_own_id_goes(String sent, String expected) {
        assertThat(with(sent)).isEqualTo(expected);
    }

    @Test
    void unknown_fields_go_from_the_last_on_until_it_fits() {
        String start =
                "{\"action\":\"msg\",\"time\":1,\"to\":\"#tea\",\"from\":\"a\",\"message\":\"" + "m".repeat(500) + "\"";
        String end = ",\"id\":1763700002123456}";
        assertThat(with(start + ",\"me\":true,\"x\":\"" + "y".repeat(50) + "\",\"z\":1}"))
                .isEqualTo(start + ",\"me\":true" + end);
    }

    @Test
    void the_longest_message_has_room_for_it() {
        String name = "n".repeat(25);
        String longest = "{\"action\":\"msg\",\"time\":1763700002,\"to\":\"#" + "r".repeat(24) + "\",\"from\":\"" + name
                + "\",\"message\":\"" + "m".repeat(500) + "\"";
        assertThat(with(longest + ",\"encoding\":\"utf-8\"}")).isEqualTo(longest + ",\"id\":1763700002123456}");
    }

    @Test
    void where_nothing_else_can_go_the_fraction_of_the_time_does() {
        String rest = ",\"to\":\"#" + "r".repeat(24) + "\",\"from\":\"a\",\"message\":\"" + "m".repeat(500) + "\"";
        String start = "{\"action\":\"msg\",\"time\":1763700000.";
        String zeros = "0".repeat(Frame.MAX_CHARACTERS - start.length() - rest.length() - 1);
        assertThat(with(start + zeros + rest + "}"))
                .isEqualTo("{\"action\":\"msg\",\"time\":1763700000" + rest + ",\"id\":1763700002123456}");
    }

    @Test
    void where_there_is_no_room_at_all_there_is_no_id() {
        String longest = "{\"action\":\"msg\",\"to\":\"" + "x".repeat(610) + "\"}";
        assertThat(with(longest)).isEqualTo(longest);
    }

    @Test
    void without_an_id_of_the_server_there_is_none() {
        String plain = "{\"action\":\"msg\", \"x\":1.50}";
        assertThat(IdField.without(Frame.ofText(plain)).text()).isEqualTo(plain);
        assertThat(IdField.without(Frame.ofText("{\"i\\u0064\":7,\"x\":1.50}")).text())
                .isEqualTo("{\"x\":1.50}");
    }

    private static String with(String object) {
        return IdField.in(Frame.ofText(object), ID).text();
    }
}
