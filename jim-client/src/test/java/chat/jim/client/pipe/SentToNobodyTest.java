package chat.jim.client.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.time.InstantSource;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a writer says of lines to a room in which nobody else is. */
class SentToNobodyTest {
    @AutoClose
    private final TestServer server = TestServer.start();

    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

    @Test
    void that_nobody_was_there_is_said_once_and_is_no_failure() throws Exception {
        assertThat(write("one\ntwo\n")).isZero();

        assertThat(errors.toString(UTF_8).strip()).isEqualTo("Sent to nobody: you are alone in #tea.");
    }

    @Test
    void where_somebody_is_there_nothing_is_said() throws Exception {
        try (RawClient bob = server.online("bob").join("#tea")) {
            assertThat(write("one\n")).isZero();
            bob.expectMessage("alice", "one");
        }
        assertThat(errors.toString(UTF_8)).isEmpty();
    }

    private int write(String lines) throws IOException {
        JimClient client = new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system());
        Pipe pipe = new Pipe(
                client,
                Address.of("#tea"),
                new BufferedReader(new StringReader(lines)),
                new LineWriter(new ByteArrayOutputStream()),
                new PrintStream(errors, true, UTF_8),
                new Pipe.Manner(false, false, LongLines.REFUSE, null),
                InstantSource.system());
        client.connect(pipe);
        return pipe.run(Address.of("alice"), null);
    }
}
