package chat.jim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import chat.jim.server.option.TlsOptions;
import chat.jim.testing.Certificates;
import chat.jim.tls.TlsException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** E43: what the operator is told at the start of a certificate that is of no use. */
class TlsOptionsTest {
    @TempDir
    private Path folder;

    @Command
    private static final class Program {
        @Mixin
        private TlsOptions tls = new TlsOptions();
    }

    private final Program program = new Program();
    private final CommandLine line = new CommandLine(program);

    @Test
    void without_options_there_is_no_tls() {
        line.parseArgs();

        assertThat(program.tls.files(line)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tls-cert a", "--tls-key a", "--tls-cert a --tls-key b --tls-keystore c"})
    void half_of_the_options_or_too_many_are_wrong_usage(String arguments) {
        line.parseArgs(arguments.split(" "));

        assertThatThrownBy(() -> program.tls.files(line)).isInstanceOf(ParameterException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "--tls-cert nowhere.crt --tls-key rsa.key, 'Cannot read the TLS certificate or key in ', nowhere.crt: no such file",
        "--tls-cert rsa.key --tls-key rsa.key, There is no certificate in ,'rsa.key: name a file'",
        "--tls-cert rsa.crt --tls-key rsa.crt, There is no private key in, 'rsa.crt: name a file'",
        "--tls-cert rsa.crt --tls-key old.key, The private key in , openssl pkcs8 -topk8",
        "--tls-cert ec.crt --tls-key rsa.key, The private key in , is not that of the certificate",
        "--tls-keystore rsa.key, Cannot open the keystore , JIM_TLS_KEYSTORE_PASSWORD",
        "--tls-keystore rsa.p12, Cannot open the keystore , JIM_TLS_KEYSTORE_PASSWORD"
    })
    void e43_at_the_start_files_of_no_use_are_one_clear_sentence(String arguments, String beginning, String words) {
        line.parseArgs(Arrays.stream(arguments.split(" "))
                .map(word -> word.startsWith("--") ? word : file(word))
                .toArray(String[]::new));

        TlsException e = catchThrowableOfType(
                TlsException.class, () -> program.tls.files(line).read());
        assertThat(TlsOptions.failure(e))
                .message()
                .startsWith(beginning)
                .contains(words)
                .doesNotContain("\n", "Exception");
    }

    private String file(String name) {
        return name.startsWith("nowhere")
                ? folder.resolve(name).toString()
                : new Certificates(folder).file(name).toString();
    }
}
