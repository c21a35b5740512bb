package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.server.option.MetricsOptions;
import chat.jim.testing.Program;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MetricsOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:9777, 127.0.0.1:9777",
        "localhost:9777, 127.0.0.1:9777",
        "[::1]:0, [0:0:0:0:0:0:0:1]:0",
    })
    void it_is_an_address_and_a_port(String given, String shown) {
        MetricsOptions options = read("--metrics", given);

        assertThat(MetricsOptions.shown(options.place())).isEqualTo(shown);
        assertThat(options.warning()).isNull();
    }

    @Test
    void without_it_nothing_is_shown() {
        assertThat(read().place()).isNull();
        assertThat(read("--metrics", "off").place()).isNull();
    }

    @Test
    void an_address_that_others_reach_is_warned_of() {
        assertThat(read("--metrics", "0.0.0.0:9777").warning())
                .isEqualTo("Everybody who reaches 0.0.0.0:9777 can read the metrics: if that is not what you want,"
                        + " take 127.0.0.1.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9777", ":9777", "127.0.0.1", "127.0.0.1:", "example.org:9777", "127.0.0.1:65536", "::1:9"})
    void what_is_no_address_and_port_is_refused(String given) {
        assertThatThrownBy(() -> read("--metrics", given)).hasMessageContaining("is no address and port");
    }

    @Test
    void a_port_that_is_taken_is_one_sentence_and_status_1(@TempDir Path folder) throws Exception {
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String place = "127.0.0.1:" + other.getLocalPort();
            try (Program server = Program.startHere(folder, List.of(), ServerMain::run, "--metrics", place)) {
                assertThat(server.exitStatus()).isEqualTo(1);
                assertThat(server.err())
                        .singleElement()
                        .asString()
                        .startsWith("Cannot show the metrics at " + place)
                        .endsWith("Choose another address or port with --metrics.");
            }
        }
    }

    private static MetricsOptions read(String... arguments) {
        MetricsOptions options = new MetricsOptions();
        new CommandLine(options).parseArgs(arguments);
        return options;
    }
}
