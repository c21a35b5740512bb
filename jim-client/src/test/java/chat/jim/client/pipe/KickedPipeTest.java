package chat.jim.client.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A reader that has to leave its room. */
@Timeout(120)
class KickedPipeTest {
    private static final String OK = "{'response':200,'time':1,'alert':'Done.'}";

    @AutoClose
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    KickedPipeTest() throws IOException {}

    @ParameterizedTest
    @CsvSource({"false, false, #tea", "false, true, #TEA", "true, true, #tea"})
    void it_ends_with_status_1_and_says_why(boolean json, boolean comesBack, String room) {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> run(json, comesBack));
        try (RawClient server = RawClient.accept(listening)) {
            assertThat(server.receive()).contains("presence");
            server.send(OK);
            String join = server.receive();
            while (!join.contains("\"join\"")) {
                server.send(OK);
                join = server.receive();
            }
            assertThat(join).doesNotContain("about");
            server.send("{'response':200,'time':1,'alert':'You are in #tea.'}")
                    .send("{'response':100,'time':1,'alert':'The topic of #tea: green only'}")
                    .send("{'response':100,'time':1,'alert':'bob kicked you from " + room + ": spam','room':'" + room
                            + "'}");
            server.receiveAll();
        }

        assertThat(status.join()).isEqualTo(1);
        String sentence = "bob kicked you from " + room + ": spam";
        if (json) {
            assertThat(printed.toString(UTF_8)).contains(sentence);
        } else {
            assertThat(printed.toString(UTF_8)).isEmpty();
            assertThat(errors.toString(UTF_8).strip()).isEqualTo(sentence);
        }
    }

    private int run(boolean json, boolean comesBack) {
        JimClient client =
                new JimClient(new ServerAddress("127.0.0.1", listening.getLocalPort(), null), InstantSource.system());
        Pipe pipe = new Pipe(
                client,
                Address.of("#tea"),
                null,
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
