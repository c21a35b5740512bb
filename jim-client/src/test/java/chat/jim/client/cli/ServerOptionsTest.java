package chat.jim.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.cli.Converters.Place;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** How the addresses of several servers may be written. */
class ServerOptionsTest {
    @Command
    private static final class Program {
        @Mixin
        private ServerOptions server = new ServerOptions();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:7001,[::1]:7002,b", "a:7001, [::1]:7002 ,b"})
    void commas_stand_between_the_addresses(String text) {
        assertThat(new ServerOptions.PlaceList().convert(text).list())
                .containsExactly(new Place("a", 7001), new Place("::1", 7002), new Place("b", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:7777,,b", ",a", "a,", ",", "a, ,b"})
    void an_address_may_not_be_missing(String text) {
        assertWrong("There is an address missing in '" + text + "'", text);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '' is not an address",
        "'a:99999,b', '99999' is not a port",
        "'a b,c', 'a b' is not an address",
    })
    void each_address_has_to_be_one(String text, String sentence) {
        assertWrong(sentence, text);
    }

    @Test
    void there_may_be_sixteen_and_no_more() {
        List<String> sixteen = Collections.nCopies(16, "a");
        assertThat(new ServerOptions.PlaceList()
                        .convert(String.join(",", sixteen))
                        .list())
                .hasSize(16);
        assertWrong("name at most 16", String.join(",", sixteen) + ",a");
    }

    @Test
    void a_port_beside_them_is_for_those_that_name_none() {
        ServerOptions server = parse("a,b:1", "7001");

        assertThat(server.host()).isEqualTo("a");
        assertThat(server.port()).isEqualTo(7001);
        assertThat(server.names(null)).hasSize(2);
    }

    @Test
    void a_port_beside_them_has_to_be_of_use() {
        assertWrong("The address says port 2, and beside it stands port 1", "a:1,b:2", "1");
    }

    private static ServerOptions parse(String... arguments) {
        Program program = new Program();
        CommandLine line = new CommandLine(program);
        line.parseArgs(arguments);
        program.server.check(line);
        return program.server;
    }

    private static void assertWrong(String sentence, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(ParameterException.class)
                .hasMessageContaining(sentence);
    }
}
