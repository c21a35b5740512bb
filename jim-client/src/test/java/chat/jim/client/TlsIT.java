package chat.jim.client;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Certificates;
import chat.jim.testing.Program;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jars with TLS between them. */
class TlsIT {
    @TempDir
    private Path folder;

    @Test
    void a_client_talks_with_the_server_that_it_trusts_and_with_no_other() {
        Certificates certificates = new Certificates(folder);
        String authority = certificates.file("ca.crt").toString();
        String keystore = certificates.file("rsa.p12").toString();
        try (Program server = startServer(keystore);
                Program reader = start(List.of("JIM_TLS_CA=" + authority), "-r", port(server));
                Program distrustful = start(List.of("JIM_TLS=true"), "-r", port(server))) {
            assertThat(distrustful.exitStatus()).isEqualTo(1);
            assertThat(distrustful.err()).singleElement().asString().contains("Nobody trusted here has signed");
            try (Program writer = start(List.of(), "-w", port(server), "--tls-ca", authority)) {
                assertThat(writer.type("hello").endInput().exitStatus()).isZero();
            }
            server.terminate();
            assertThat(reader.exitStatus()).isEqualTo(1);
            assertThat(reader.err()).first().isEqualTo("The server is going down.");
        }
    }

    private Program startServer(String keystore) {
        return Program.start(
                folder,
                List.of("JIM_TLS_KEYSTORE_PASSWORD=secret"),
                "jim-server.jar",
                "-a",
                "127.0.0.1",
                "-p",
                "0",
                "--tls-keystore",
                keystore);
    }

    private static String port(Program server) {
        return Integer.toString(server.port());
    }

    private Program start(List<String> environment, String mode, String port, String... options) {
        String[] arguments = new String[options.length + 3];
        System.arraycopy(new String[] {mode, "localhost", port}, 0, arguments, 0, 3);
        System.arraycopy(options, 0, arguments, 3, options.length);
        return Program.start(folder, environment, "jim-client.jar", arguments);
    }
}
