package chat.jim.client.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.ClientListener;
import chat.jim.client.JimClient;
import chat.jim.client.ServerAddress;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.server.TestServer;
import chat.jim.testing.Certificates;
import chat.jim.testing.Waiting;
import chat.jim.tls.TlsClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a client comes back to a server that speaks TLS. */
class ReconnectionTest {
    @TempDir
    private Path folder;

    private final CompletableFuture<String> outcome = new CompletableFuture<>();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Display display = new Screen(
            PlainTerminal.ofPipe(new BufferedReader(new StringReader("")), new PrintStream(printed, true, UTF_8)),
            new Palette(false),
            InstantSource.system());

    @Test
    void a_server_with_a_new_certificate_from_the_same_authority_is_come_back_to() throws Exception {
        assertThat(outcomeWith("ec.crt", "ec.key")).isEqualTo("back");
    }

    @Test
    void a_server_that_may_be_another_is_not_tried_again() throws Exception {
        assertThat(outcomeWith("other.crt", "rsa.key")).contains("is for other names");
    }

    /** How it ends when the server comes back with that certificate. */
    private String outcomeWith(String certificate, String key) throws Exception {
        Certificates certificates = new Certificates(folder);
        TestServer server = TestServer.startTls(certificates.serve("rsa.crt", "rsa.key"), 0);
        CompletableFuture<String> lost = new CompletableFuture<>();
        ServerAddress address =
                new ServerAddress("localhost", server.port(), TlsClient.trusting(certificates.file("ca.crt")));
        try (JimClient client = new JimClient(address, InstantSource.system())) {
            client.connect(listener(lost));
            assertThat(client.login(Address.account("alice"), null).code().isError())
                    .isFalse();
            server.close();
            lost.get(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
            try (TestServer next = TestServer.startTls(certificates.serve(certificate, key), server.port())) {
                assertThat(next.port()).isEqualTo(server.port());
                Reconnection reconnection = new Reconnection(
                        client,
                        display,
                        InstantSource.system(),
                        () -> outcome.complete("back"),
                        () -> outcome.complete(printed.toString(UTF_8)));
                reconnection.start();

                String how = outcome.get(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
                assertThat(reconnection.isTrying()).isFalse();
                return how;
            }
        }
    }

    private static ClientListener listener(CompletableFuture<String> lost) {
        return new ClientListener() {
            @Override
            public void onMessage(Action.Msg msg) {}

            @Override
            public void onNotice(Response notice) {}

            @Override
            public void onGarbage(String reason) {}

            @Override
            public void onLost(String reason) {
                lost.complete(reason);
            }
        };
    }
}
