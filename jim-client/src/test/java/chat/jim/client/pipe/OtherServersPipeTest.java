package chat.jim.client.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.testing.RawClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A writer to somebody at another server of the chat, which cannot be reached, and then does not answer. */
@Timeout(120)
class OtherServersPipeTest {
    private static final String OK = "{'response':200,'time':1,'alert':'Sent.'}";

    @AutoClose
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    OtherServersPipeTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({"false, false", "true, false", "false, true"})
    void it_says_of_each_line_what_is_known_goes_on_and_ends_with_status_1(boolean json, boolean comesBack) {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> run(json, comesBack));
        try (RawClient server = RawClient.accept(listening)) {
            answer(server, "presence", OK);
            answer(server, "one", "{'response':503,'time':1,'error':'bob cannot be reached.'}");
            answer(server, "two", "{'response':504,'time':1,'error':'The server of bob does not answer.'}");
            answer(server, "three", OK);
            answer(server, "quit", OK);
        }

        assertThat(status.join()).isEqualTo(1);
        assertThat(errors.toString(UTF_8).lines())
                .containsExactly(
                        "Line 1: 503 bob cannot be reached.",
                        "It is not known whether line 2 arrived: 504 The server of bob does not answer.");
        assertThat(printed.toString(UTF_8).lines().map(line -> line.replaceAll("\\D+(\\d{3}).*", "$1")))
                .isEqualTo(json ? List.of("503", "504", "200") : List.of());
    }

    private static void answer(RawClient server, String words, String answer) {
        assertThat(server.receive()).contains(words);
        server.send(answer);
    }

    private int run(boolean json, boolean comesBack) {
        JimClient client =
                new JimClient(new ServerAddress("127.0.0.1", listening.getLocalPort(), null), InstantSource.system());
        Pipe pipe = new Pipe(
                client,
                Address.of("bob"),
                new BufferedReader(new StringReader("one\ntwo\nthree\n")),
                new LineWriter(printed),
                new PrintStream(errors, true, UTF_8),
                new Pipe.Manner(json, comesBack, LongLines.REFUSE, null),
                InstantSource.system());
        try {
            client.connect(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pipe.run(Address.of("alice"), null);
    }
}
