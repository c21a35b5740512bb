package chat.jim.client;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.cli.ClientMain;
import chat.jim.server.TestServer;
import chat.jim.testing.Program;
import chat.jim.testing.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client with {@code -r} and {@code -w}; what needs a process is asked of the built {@code jim-client.jar}. */
class PipeIT {
    @TempDir
    private Path folder;

    @AutoClose
    private final TestServer server = TestServer.start();

    @Test
    void a_writer_sends_its_lines_to_the_common_room_prints_nothing_and_comes_and_goes_unnoticed() {
        try (RawClient bob = server.online("bob").join("#all");
                Program writer = start("-n", "bot", "-w")) {
            writer.type("build is green").type("").type("\u0433\u043e\u0442\u043e\u0432\u043e");

            assertThat(writer.endInput().exitStatus()).isZero();
            bob.expectMessage("bot", "build is green");
            bob.expectMessage("bot", "\u0433\u043e\u0442\u043e\u0432\u043e");
            bob.fence("bob");
            assertThat(writer.out()).isEmpty();
            assertThat(writer.err()).isEmpty();
        }
    }

    @Test
    void a_writer_may_write_to_a_user_or_another_room_instead() {
        try (RawClient bob = server.online("bob").join("#tea")) {
            try (Program writer = startHere("-n", "bot", "-w", "--to", "bob")) {
                assertThat(writer.type("hi bob").endInput().exitStatus()).isZero();
            }
            bob.expectMessage("bot", "hi bob");
            try (Program writer = startHere("-n", "bot", "-w", "--room", "tea")) {
                assertThat(writer.type("hi all").endInput().exitStatus()).isZero();
            }
            bob.expectMessage("bot", "hi all");
        }
    }

    @Test
    void a_refused_line_is_reported_with_its_number_and_the_rest_is_sent() {
        try (RawClient bob = server.online("bob").join("#all");
                Program writer = startHere("-n", "bot", "-w")) {
            writer.type("one").type("x".repeat(501)).type("three");

            assertThat(writer.endInput().exitStatus()).isEqualTo(1);
            assertThat(writer.err()).singleElement().asString().contains("Line 2: 400", "keep it within 500");
            bob.expectMessage("bot", "one");
            bob.expectMessage("bot", "three");
        }
    }

    @Test
    void a_line_refused_before_the_room_is_entered_does_not_keep_the_rest_back() throws IOException {
        String ok = "{'response':200,'time':1}";
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Program writer = Program.startHere(
                        folder,
                        List.of(),
                        ClientMain::run,
                        "127.0.0.1",
                        Integer.toString(listening.getLocalPort()),
                        "-w");
                RawClient server = RawClient.accept(listening)) {
            assertThat(server.receive()).contains("presence");
            server.send(ok);
            assertThat(server.receive()).contains("join");
            writer.type("x".repeat(501)).awaitError("Line 1: 400");
            server.send(ok);

            writer.type("two");
            assertThat(server.receive()).contains("two");
            server.send(ok);
            writer.endInput();
            assertThat(server.receive()).contains("quit");
            server.halfClose();
            assertThat(writer.exitStatus()).isEqualTo(1);
        }
    }

    @Test
    void input_that_is_not_utf8_is_sent_with_such_bytes_as_text_and_that_is_said_once() {
        try (RawClient bob = server.online("bob").join("#all");
                Program writer = startHere("-n", "bot", "-w")) {
            writer.type("good").typeBytes("caf\u00e9\nna\u00efve\n".getBytes(StandardCharsets.ISO_8859_1));

            assertThat(writer.endInput().exitStatus()).isZero();
            assertThat(writer.err())
                    .containsExactly(
                            "Line 2 of the standard input is not UTF-8: bytes that are no text are passed on in"
                                    + " the form \\xe9.");
            bob.expectMessage("bot", "good");
            bob.expectMessage("bot", "caf\\\\xe9");
            bob.expectMessage("bot", "na\\\\xefve");
        }
    }

    @Test
    void a_line_without_end_ends_the_reading_and_the_lines_before_it_are_sent() {
        try (RawClient bob = server.online("bob").join("#all");
                Program writer = startHere("-n", "bot", "-w")) {
            writer.type("good");
            typeInVain(writer, "x".repeat(1024 * 1024 + 1) + "\nbad");

            assertThat(writer.exitStatus()).isEqualTo(1);
            assertThat(writer.err()).containsExactly("Cannot read the standard input: line 2 is longer than 1 MiB");
            bob.expectMessage("bot", "good");
            bob.fence("bob");
        }
    }

    @Test
    void a_long_line_is_split_or_cut_if_one_wants_that() {
        try (RawClient bob = server.online("bob").join("#all")) {
            String words = "word ".repeat(120).strip();
            try (Program writer = startHere("-n", "bot", "-w", "--long", "split")) {
                assertThat(writer.type(words).endInput().exitStatus()).isZero();
            }
            bob.expectMessage("bot", "word ".repeat(100).strip());
            bob.expectMessage("bot", "word ".repeat(20).strip());
            try (Program writer = startHere("-n", "bot", "-w", "--long", "cut")) {
                assertThat(writer.type("x".repeat(501)).endInput().exitStatus()).isZero();
            }
            bob.expectMessage("bot", "x".repeat(499) + "\u2026");
        }
    }

    @Test
    void a_wrong_choice_is_said_with_the_right_ones() {
        try (Program writer = startHere("-w", "--long", "chop")) {
            assertThat(writer.exitStatus()).isEqualTo(2);
            assertThat(writer.err())
                    .containsExactly("--long: 'chop' is not one of the choices: split, cut, refuse.", "Try --help.");
        }
    }

    @Test
    void lines_that_nobody_gets_make_the_status_1() {
        try (Program writer = startHere("-n", "bot", "-w", "--to", "nobody")) {
            assertThat(writer.type("hello?").endInput().exitStatus()).isEqualTo(1);
            assertThat(writer.err()).singleElement().asString().contains("Line 1: 404");
        }
    }

    @Test
    void a_name_that_is_refused_makes_the_status_1() {
        try (RawClient bob = server.online("bob");
                Program writer = startHere("-n", "bob", "-w")) {
            assertThat(writer.exitStatus()).isEqualTo(1);
            assertThat(writer.err()).singleElement().asString().contains("Cannot log in as bob: 409");
            bob.fence("bob");
        }
    }

    @Test
    void a_reader_prints_what_is_said_in_the_room_a_line_each_and_nothing_else() {
        try (Program reader = start("-r");
                RawClient bob = server.online("bob").join("#all").join("#tea")) {
            awaitReader(bob);

            bob.msg("#tea", "elsewhere").expect(200);
            bob.msg("#all", "one\\nbob: two").expect(200);
            bob.msg("#all", "\u0444").expect(200);

            reader.awaitLine("bob: \u0444");
            assertThat(reader.out()).containsExactly("bob: one\\nbob: two", "bob: \u0444");
            assertThat(reader.terminate().exitStatus()).isZero();
            assertThat(reader.err()).isEmpty();
        }
    }

    @Test
    void a_reader_prints_what_is_said_to_itself_alone_and_says_so() {
        try (Program reader = startHere("-n", "reader", "-r");
                RawClient bob = server.online("bob").join("#all")) {
            awaitReader(bob);

            bob.msg("reader", "psst").expect(200);
            bob.msg("#all", "hello").expect(200);

            reader.awaitLine("bob: hello");
            assertThat(reader.out()).containsExactly("bob -> you: psst", "bob: hello");
            server.close(); // it ends with that
        }
    }

    @Test
    void a_long_file_arrives_whole_and_in_order() {
        int count = 10_000;
        try (Program reader = start("-n", "reader", "-r");
                RawClient bob = server.online("bob").join("#all")) {
            awaitReader(bob);
            try (Program writer = start("-n", "writer", "-w")) {
                for (int i = 0; i < count; i++) {
                    writer.type("line " + i);
                }
                assertThat(writer.endInput().exitStatus()).isZero();
            }
            reader.awaitLine("writer: line " + (count - 1));

            assertThat(reader.out())
                    .isEqualTo(IntStream.range(0, count)
                            .mapToObj(i -> "writer: line " + i)
                            .toList());
        }
    }

    @Test
    void a_lost_server_makes_the_status_1() {
        try (Program reader = startHere("-r");
                RawClient bob = server.online("bob").join("#all")) {
            awaitReader(bob);
            bob.quit();

            server.close();

            assertThat(reader.exitStatus()).isEqualTo(1);
            assertThat(reader.err())
                    .containsExactly(
                            "The server is going down.", "The connection to the server is lost: it has hung up.");
        }
    }

    @Test
    void the_calls_are_logged_without_texts_when_asked_for() throws IOException {
        try (Program reader = start("-r", "--trace-calls", "--logs", "logs");
                RawClient bob = server.online("bob").join("#all")) {
            awaitReader(bob);
            bob.msg("#all", "top secret").expect(200);
            reader.awaitLine("top secret");
            reader.terminate().exitStatus();
        }

        try (var files = Files.list(folder.resolve("logs"))) {
            Path log = files.findFirst().orElseThrow();
            assertThat(log.getFileName().toString()).matches("client\\.\\d{4}-\\d\\d-\\d\\d\\.log");
            assertThat(Files.readString(log, StandardCharsets.UTF_8))
                    .contains("Pipe.onMessage(Msg[bob to #all, 10 characters]) called from ServerLink.handle")
                    .doesNotContain("secret");
        }
    }

    /** It may end before it has read all of that. */
    private static void typeInVain(Program writer, String lines) {
        try {
            writer.type(lines);
        } catch (UncheckedIOException e) {
            return; // it has ended
        }
    }

    /** Waits until somebody else is in the common room too; what comes to bob meanwhile is ignored. */
    private static void awaitReader(RawClient bob) {
        await().until(() -> {
            bob.send("{'action':'who','time':1,'room':'#all'}");
            String line = bob.receive();
            while (!line.startsWith("{\"response\":200,")) {
                line = bob.receive();
            }
            return line.contains("In #all: 2.");
        });
    }

    private Program start(String... options) {
        return Program.start(folder, "jim-client.jar", arguments(options));
    }

    private Program startHere(String... options) {
        return Program.startHere(folder, List.of(), ClientMain::run, arguments(options));
    }

    private String[] arguments(String... options) {
        List<String> arguments = new ArrayList<>(List.of("127.0.0.1", Integer.toString(server.port())));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }
}
