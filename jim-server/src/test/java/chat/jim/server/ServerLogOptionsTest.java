package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import chat.jim.log.PeerAddress;
import chat.jim.log.PeerAddress.Shown;
import chat.jim.server.option.ServerLogOptions;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServerLogOptionsTest {
    @AfterEach
    void forget() {
        System.clearProperty("jim.logs.size");
        System.clearProperty("jim.logs.total");
        System.clearProperty("jim.logs.audit.size");
        System.clearProperty("jim.logs.audit.total");
        PeerAddress.show(Shown.FULL);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 104857600, 861510042, 53687091, 53687091",
        "--log-size=64k --log-total-size=1m, 65536, 878183, 52428, 52429",
        "--log-size=2g --log-total-size=2g, 1932735284, 1, 107374182, 107374182"
    })
    void the_old_files_may_have_what_the_newest_leaves_and_a_tenth_is_for_the_audit(
            String options, String one, String old, String oneAudit, String oldAudit) {
        apply(options.isEmpty() ? new String[0] : options.split(" "));

        assertThat(System.getProperty("jim.logs.size")).isEqualTo(one);
        assertThat(System.getProperty("jim.logs.total")).isEqualTo(old);
        assertThat(System.getProperty("jim.logs.audit.size")).isEqualTo(oneAudit);
        assertThat(System.getProperty("jim.logs.audit.total")).isEqualTo(oldAudit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--log-size=63k", "--log-size=0m", "--log-total-size=100", "--log-size=1t", "--log-size=-1m"})
    void what_is_no_size_is_refused(String option) {
        assertThatThrownBy(() -> apply(option)).hasMessageContaining("is not a size");
    }

    @Test
    void one_file_cannot_be_larger_than_all() {
        assertThatThrownBy(() -> apply("--log-size=2g"))
                .isInstanceOf(CommandLine.ParameterException.class)
                .hasMessageContaining("at least --log-size");
    }

    @ParameterizedTest
    @CsvSource({"full, 203.0.113.7", "network, 203.0.113.0/24", "none, -"})
    void the_log_names_so_much_of_an_address(String how, String shown) throws Exception {
        apply("--log-addresses=" + how);

        assertThat(PeerAddress.of(InetAddress.getByName("203.0.113.7"))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FULL", "some"})
    void what_is_no_choice_is_refused(String how) {
        assertThatThrownBy(() -> apply("--log-addresses=" + how)).hasMessageContaining("take full, network or none");
    }

    private static void apply(String... arguments) {
        ServerLogOptions options = new ServerLogOptions();
        CommandLine line = new CommandLine(options);
        line.parseArgs(arguments);
        options.apply(line);
    }
}
