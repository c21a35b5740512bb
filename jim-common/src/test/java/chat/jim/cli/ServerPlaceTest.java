package chat.jim.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.cli.Converters.Place;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** How the address of a server may be written. */
class ServerPlaceTest {
    private final Converters.ServerPlace converter = new Converters.ServerPlace();

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost,",
        "localhost:7777, localhost, 7777",
        "chat.example.org:1, chat.example.org, 1",
        "192.0.2.1:65535, 192.0.2.1, 65535",
        "::1, ::1,",
        "2001:db8::7777, 2001:db8::7777,",
        "fe80::1%eth0, fe80::1%eth0,",
        "[::1], ::1,",
        "[::1]:7777, ::1, 7777"
    })
    void a_port_may_follow_the_host(String text, String host, Integer port) {
        assertThat(converter.convert(text)).isEqualTo(new Place(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":7777", "[::1", "::1]:7777", "[::1]7777", "[localhost]:7777", "a b", "[]:1"})
    void anything_else_is_no_address(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not an address");
    }

    @Test
    void a_port_is_a_number() {
        assertThatThrownBy(() -> converter.convert("localhost:many"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'many' is not a port");
    }
}
