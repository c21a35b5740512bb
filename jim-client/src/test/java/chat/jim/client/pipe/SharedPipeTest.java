package chat.jim.client.pipe;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A reader whose account is online elsewhere, too. */
@Timeout(120)
class SharedPipeTest {
    @AutoClose
    private final TestServer server = TestServer.start().withAccount("alice", "secret");

    @AutoClose
    private final RawClient elsewhere = server.connect();

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private CompletableFuture<Integer> status;

    @BeforeEach
    void read() {
        elsewhere.authenticate("alice", "secret").expect(200, "alice");
        status = CompletableFuture.supplyAsync(this::run);
        elsewhere.expect(100, "You joined #tea.");
    }

    @Test
    void it_prints_what_is_said_elsewhere_in_its_room_and_nothing_that_is_said_to_others() {
        try (RawClient bob = server.online("bob")) {
            elsewhere.msg("bob", "for bob").expect(200);
            elsewhere.msg("#tea", "for all").expect(200);
            bob.expectMessage("alice", "for bob");
            bob.msg("alice", "for alice").expect(200);

            await().untilAsserted(() -> assertThat(printed.toString(UTF_8)).contains("for alice"));
        }
        assertThat(printed.toString(UTF_8)).contains("for all").doesNotContain("for bob");
    }

    @Test
    void it_ends_with_status_1_when_its_room_is_left_elsewhere() {
        elsewhere.send("{'action':'leave','time':1,'room':'#tea'}").expect(200);

        assertThat(status.join()).isEqualTo(1);
        assertThat(errors.toString(UTF_8).strip()).isEqualTo("You left #tea.");
    }

    private int run() {
        JimClient client = new JimClient(new ServerAddress("127.0.0.1", server.port(), null), InstantSource.system());
        Pipe pipe = new Pipe(
                client,
                Address.of("#tea"),
                null,
                new LineWriter(printed),
                new PrintStream(errors, true, UTF_8),
                new Pipe.Manner(false, false, LongLines.REFUSE, null),
                InstantSource.system());
        try {
            client.connect(pipe);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pipe.run(Address.of("alice"), "secret");
    }
}
