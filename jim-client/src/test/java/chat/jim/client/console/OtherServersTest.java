package chat.jim.client.console;

import static chat.jim.client.console.PlayedChat.OK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.JimClient;
import chat.jim.client.link.ServerAddress;
import chat.jim.client.recall.RecallWishes;
import chat.jim.client.screen.Display;
import chat.jim.client.screen.JsonDisplay;
import chat.jim.client.screen.Palette;
import chat.jim.client.screen.Screen;
import chat.jim.client.terminal.PlainTerminal;
import chat.jim.client.terminal.Terminal;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What alice hears of her messages to people at other servers of the chat, which cannot be reached or do not answer. */
@Timeout(120)
class OtherServersTest {
    private static final String UNREACHABLE =
            "{'response':503,'time':1,'error':'The server that has bob cannot be reached: nothing was sent, try again later.'}";
    private static final String SILENT =
            "{'response':504,'time':1,'error':'The server that has bob does not answer: nobody knows whether it arrived.'}";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void what_is_answered_503_is_not_sent_and_the_connection_stays() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), null)) {
            chat.type("message bob hi");
            chat.answer("msg", UNREACHABLE);
            chat.awaitPrinted("Not sent: -> bob: hi");
            chat.type("message bob again");
            chat.answer("again", OK);

            assertThat(chat.printedAfter("-> bob: again"))
                    .endsWith(
                            "12:00 Error 503: The server that has bob cannot be reached: nothing was sent, try again later.",
                            "12:00 Not sent: -> bob: hi",
                            "12:00 -> bob: again");
        }
    }

    @Test
    void what_is_answered_504_has_perhaps_arrived_and_the_connection_stays() throws IOException {
        try (PlayedChat chat = new PlayedChat(RecallWishes.usual(), null)) {
            chat.type("message bob hi");
            chat.answer("msg", SILENT);
            chat.awaitPrinted("-> bob: hi");
            chat.type("message bob again");
            chat.answer("again", OK);

            assertThat(chat.printedAfter("-> bob: again"))
                    .endsWith(
                            "12:00 Error 504: The server that has bob does not answer: nobody knows whether it arrived.",
                            "12:00 It is not known whether this arrived: -> bob: hi",
                            "12:00 -> bob: again");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 | false | Not sent: -> bob: one",
                "503 | true  | Not sent: -> bob: one",
                "504 | false | It is not known whether this arrived: -> bob: one",
                "504 | true  | It is not known whether this arrived: -> bob: one"
            })
    void a_script_goes_on_says_it_and_ends_with_status_1(int code, boolean json, String said) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> status =
                    CompletableFuture.supplyAsync(() -> runScript(listening.getLocalPort(), json));
            try (RawClient server = RawClient.accept(listening)) {
                answer(server, "presence", OK);
                answer(server, "one", code == 503 ? UNREACHABLE : SILENT);
                answer(server, "two", OK);
                answer(server, "quit", OK);
            }
            assertThat(status.join()).isEqualTo(1);
        }
        assertThat(printed.toString(UTF_8))
                .contains(said)
                .contains(json ? "{\"response\":" + code : "Error " + code + ": The server that has bob ")
                .doesNotContain("The connection to the server is lost");
    }

    private static void answer(RawClient server, String words, String answer) {
        String request = server.receive();
        while (!request.contains(words)) {
            server.send(OK);
            request = server.receive();
        }
        server.send(answer);
    }

    private int runScript(int port, boolean json) {
        PrintStream out = new PrintStream(printed, true, UTF_8);
        LineWriter writer = new LineWriter(printed);
        BufferedReader lines = new BufferedReader(new StringReader("message bob one\nmessage bob two\n"));
        Terminal terminal = PlainTerminal.ofScript(lines, writer, out);
        Display display = json
                ? new JsonDisplay(writer, terminal)
                : new Screen(terminal, new Palette(false), InstantSource.system());
        JimClient client = new JimClient(new ServerAddress("127.0.0.1", port, null), InstantSource.system());
        ScriptRunner script = new ScriptRunner(client, terminal, display, null, InstantSource.system());
        try {
            client.connect(script);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return script.run(Address.account("alice"));
    }
}
