package chat.jim.client.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client with {@code -r --since}, whose server is played by the test: nothing is missing, and nothing printed twice. */
class SinceIT {
    private static final long ID = 1763700000000000L;
    private static final String OK = "{'response':200,'time':1,'alert':'Done.'}";
    private static final String MORE = "{'response':200,'time':1,'alert':'Done.','more':true}";
    private static final String KEPT = "{'response':200,'time':1,'alert':'In.','id':" + (ID + 4) + ",'kept':60}";

    @TempDir
    private Path folder;

    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    @Test
    void what_was_said_since_a_message_comes_first_in_the_form_of_what_comes_then() {
        try (Program reader = start("--json", "--since", Long.toString(ID));
                RawClient server = letIn(KEPT)) {
            server.send(live(4)).send(live(5));
            assertThat(server.receive()).contains("\"room\":\"#ops\",\"after\":" + ID + ",\"limit\":200}");
            server.send(part(1)).send(part(2)).send(MORE);
            assertThat(server.receive()).contains("\"after\":" + (ID + 2) + ",");
            server.send(part(3)).send(part(4)).send(OK).send(live(6));

            for (int i = 1; i <= 6; i++) {
                reader.awaitLine(RawClient.json(live(i)));
            }
            assertThat(reader.out()).hasSize(6);
        }
    }

    @Test
    void after_a_loss_it_goes_on_where_it_was() {
        try (Program reader = start("--reconnect", "--since", Long.toString(ID))) {
            try (RawClient server = letIn(KEPT)) {
                assertThat(server.receive()).contains("history");
                server.send(part(1)).send(part(2)).send(MORE);
                assertThat(server.receive()).contains("history");
                reader.awaitLine("bob: text 2");
            }
            try (RawClient server = letIn(KEPT)) {
                assertThat(server.receive()).contains("\"after\":" + (ID + 2) + ",");
                server.send(part(3)).send(OK);
                reader.awaitLine("bob: text 3");
            }
            try (RawClient server = letIn(KEPT)) {
                assertThat(server.receive()).contains("\"after\":" + (ID + 4) + ",");
                server.send(part(5)).send(OK).send(live(6));
                reader.awaitLine("bob: text 6");
                server.send("{'response':101,'time':1,'alert':'You came online elsewhere.'}");
                reader.awaitError("You came online elsewhere.");
            }
            assertThat(reader.out())
                    .containsExactly("bob: text 1", "bob: text 2", "bob: text 3", "bob: text 5", "bob: text 6");
        }
    }

    @Test
    void where_nothing_is_kept_it_says_so_and_prints_what_comes() {
        try (Program reader = start("--since", "yesterday");
                RawClient server = letIn(OK)) {
            reader.awaitError("Nothing is kept of #ops: only what is said from now on is printed.");
            server.send("{'action':'msg','time':1,'to':'#ops','from':'bob','message':'now'}");
            reader.awaitLine("bob: now");
        }
    }

    @Test
    void nothing_is_asked_for_since_nothing() {
        try (Program reader = start("--since", "");
                RawClient server = letIn(KEPT)) {
            server.send(live(5));
            reader.awaitLine("bob: text 5");
            server.send("{'action':'probe','time':1}");
            assertThat(server.receive()).contains("presence");
        }
    }

    @Test
    void seconds_are_a_time() {
        try (Program reader = start("--since", "1763700000");
                RawClient server = letIn(KEPT)) {
            assertThat(server.receive()).contains("\"after\":" + (ID - 1) + ",");
            server.send(part(0)).send(OK);
            reader.awaitLine("bob: text 0");
        }
    }

    @ParameterizedTest
    @CsvSource({"-w, 14:00, --since goes with -r.", "-r, often, is neither the id of a message nor a time"})
    void what_is_wrong_usage_is_said(String mode, String since, String sentence) {
        Program program = Program.startHere(folder, List.of(), ClientMain::run, mode, "--since", since);

        assertThat(program.exitStatus()).isEqualTo(2);
        assertThat(program.err()).anyMatch(line -> line.contains(sentence));
    }

    private static String part(int number) {
        return "{'response':202,'time':1763700000,'id':" + (ID + number)
                + ",'room':'#ops','from':'bob','message':'text " + number + "'}";
    }

    private static String live(int number) {
        return "{'action':'msg','time':1763700000,'to':'#ops','from':'bob','message':'text " + number + "','id':"
                + (ID + number) + "}";
    }

    private RawClient letIn(String answerToJoin) {
        RawClient server = RawClient.accept(listening);
        assertThat(server.receive()).contains("presence");
        server.send(OK);
        assertThat(server.receive()).contains("join");
        return server.send(answerToJoin);
    }

    private Program start(String... options) {
        List<String> arguments = new ArrayList<>(
                List.of("127.0.0.1", Integer.toString(listening.getLocalPort()), "-r", "--room", "ops"));
        arguments.addAll(List.of(options));
        return Program.startHere(folder, List.of(), ClientMain::run, arguments.toArray(String[]::new));
    }
}
