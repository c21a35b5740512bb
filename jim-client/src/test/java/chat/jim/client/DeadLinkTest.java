package chat.jim.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.console.Chat;
import chat.jim.client.console.Preferences;
import chat.jim.client.console.ScriptRunner;
import chat.jim.client.link.Patience;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.pipe.LongLines;
import chat.jim.client.pipe.Pipe;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
import chat.jim.process.LineWriter;
import chat.jim.protocol.Address;
import chat.jim.server.TestServer;
import chat.jim.testing.RawClient;
import chat.jim.testing.Relay;
import chat.jim.testing.Waiting;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A router forgets a connection, so that neither end is told; all kinds of clients notice it. */
@Timeout(120)
class DeadLinkTest {
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(1));
    private static final String OK = "{'response':200,'time':1}";
    private static final Address ALICE = Address.account("alice");
    private static final Address TEA = Address.of("#tea");

    @AutoClose
    private final TestServer server = TestServer.start();

    @AutoClose
    private final RawClient bob = server.online("bob").join("#tea");

    @AutoClose
    private final Relay router = new Relay(server.port());

    private static final Pipe.Manner MANNER = new Pipe.Manner(false, false, LongLines.REFUSE, null);

    private final JimClient client =
            new JimClient(new ServerAddress("127.0.0.1", router.port(), null), InstantSource.system(), SHORT);

    /** At a server that the test plays. */
    private JimClient quiet;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);
    private final PipedOutputStream typed = new PipedOutputStream();
    private final BufferedReader lines = lines(typed);

    @Test
    void a_reader_ends_with_status_1() throws Exception {
        CompletableFuture<Integer> status = runPipe(null);
        awaitInRoom();

        router.forgetAll();

        assertThat(end(status)).isEqualTo(1);
        assertThat(printed.toString(UTF_8))
                .contains("The connection to the server is lost: it does not answer any more.");
    }

    @Test
    void a_quiet_server_that_answers_is_not_given_up() throws Exception {
        try (RawClient played = logInAtPlayedServer(OK)) {
            for (int i = 0; i < 3; i++) {
                assertThat(played.receive()).contains("\"action\":\"presence\"").doesNotContain("resume");
                played.send(OK);
            }
            assertThat(quiet.hasEnded()).isFalse();
        }
    }

    @Test
    void the_question_of_an_account_confirms_no_message() throws Exception {
        try (RawClient played = logInAtPlayedServer("{'response':401,'time':1}")) {
            assertThat(played.receive()).contains("authenticate");
            played.send(OK);

            assertThat(played.receive()).contains("\"action\":\"get_contacts\"");
        }
    }

    private RawClient logInAtPlayedServer(String answer) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            quiet = new JimClient(
                    new ServerAddress("127.0.0.1", listening.getLocalPort(), null), InstantSource.system(), SHORT);
            quiet.connect(new ScriptRunner(
                    quiet,
                    PlainTerminal.ofScript(lines, new LineWriter(out), out),
                    new Screen(
                            PlainTerminal.ofPipe(lines, new LineWriter(out)),
                            new Palette(false),
                            InstantSource.system()),
                    null,
                    InstantSource.system()));
            RawClient played = RawClient.accept(listening);
            Thread login = new Thread(() -> {
                try {
                    quiet.login(ALICE, answer.equals(OK) ? null : "secret");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            login.start();
            assertThat(played.receive()).contains("presence");
            return played.send(answer);
        }
    }

    @Test
    void a_writer_says_from_which_line_on_nothing_is_confirmed() throws Exception {
        CompletableFuture<Integer> status = runPipe(lines);
        awaitQuietlyInRoom();
        type("arrives");
        bob.expectMessage("alice", "arrives");
        router.forgetAll();
        type("is forgotten");

        assertThat(end(status)).isEqualTo(1);
        assertThat(printed.toString(UTF_8)).containsPattern("The server has confirmed nothing from line [12] on");
    }

    @Test
    void a_script_ends_with_status_1_and_gives_back_what_is_unconfirmed() throws Exception {
        Terminal script = PlainTerminal.ofScript(lines, new LineWriter(out), out);
        Screen screen = new Screen(script, new Palette(false), InstantSource.system());
        ScriptRunner runner = new ScriptRunner(client, script, screen, null, InstantSource.system());
        client.connect(runner);
        CompletableFuture<Integer> status = start(() -> runner.run(ALICE));
        type("join #tea");
        awaitInRoom();
        router.forgetAll();
        type("message #tea is forgotten");

        assertThat(end(status)).isEqualTo(1);
        assertThat(printed.toString(UTF_8))
                .contains("it does not answer any more.")
                .contains("It is not known whether this arrived: -> #tea: is forgotten");
    }

    @Test
    void the_chat_gives_back_what_is_unconfirmed_and_comes_back() throws Exception {
        Terminal terminal = PlainTerminal.ofPipe(lines, new LineWriter(out));
        Screen screen = new Screen(terminal, new Palette(false), InstantSource.system());
        Chat chat = new Chat(client, terminal, screen, null, Preferences.none(), InstantSource.system());
        client.connect(chat);
        CompletableFuture<Integer> status = start(() -> chat.run("alice"));
        type("join #tea");
        awaitInRoom();
        router.forgetAll();
        type("message #tea is forgotten");
        awaitPrinted("It is not known whether this arrived: -> #tea: is forgotten");
        type("message alice is kept");

        awaitPrinted("Connected again");
        awaitPrinted("alice: is kept");
        assertThat(status).isNotDone();
        client.close();
    }

    private CompletableFuture<Integer> runPipe(BufferedReader in) throws IOException {
        Pipe pipe = new Pipe(client, TEA, in, new LineWriter(out), out, MANNER, InstantSource.system());
        client.connect(pipe);
        return start(() -> pipe.run(ALICE, null));
    }

    private void awaitInRoom() {
        assertThat(bob.receive()).contains("alice joined #tea");
    }

    /** A writer enters without a notice. */
    private void awaitQuietlyInRoom() {
        Waiting.await().until(() -> {
            bob.send("{'action':'who','time':1,'room':'#tea'}");
            String names = bob.receive();
            bob.expect(200);
            return names.contains("alice");
        });
    }

    private void awaitPrinted(String words) {
        Waiting.await().until(() -> printed.toString(UTF_8).contains(words));
    }

    private void type(String line) throws IOException {
        typed.write((line + "\n").getBytes(UTF_8));
        typed.flush();
    }

    private static BufferedReader lines(PipedOutputStream typed) {
        try {
            return new BufferedReader(new InputStreamReader(new PipedInputStream(typed), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CompletableFuture<Integer> start(IntSupplier run) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Thread thread = new Thread(() -> status.complete(run.getAsInt()));
        thread.setDaemon(true);
        thread.start();
        return status;
    }

    private static int end(CompletableFuture<Integer> status) throws Exception {
        return status.get(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
}
