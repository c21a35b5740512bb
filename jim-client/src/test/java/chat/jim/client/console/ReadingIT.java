package chat.jim.client.console;

import static chat.jim.client.console.Clients.ENTER;
import static chat.jim.client.console.Clients.awaitPrompt;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.client.terminal.Terminal;
import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody sees of a chat, on terminals of all sorts. */
@NeedsUnixTerminal
class ReadingIT {
    private static final String ESCAPE = "\u001b";
    private static final String HELLO = "\u041f\u0440\u0438\u0432\u0435\u0442";

    @TempDir
    private Path folder;

    private final TestServer server = TestServer.start();
    private final RawClient bob = server.online("bob").join("#tea");

    @AfterEach
    void stop() {
        bob.close();
        server.close();
    }

    @Test
    void each_line_has_its_time_and_who_speaks_of_us_is_marked_and_rings_once() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            alice.type("join #tea" + ENTER);
            assertThat(alice.awaitRow("You are in #tea")).matches("\\d\\d:\\d\\d -- You are in #tea.*");
            bob.receive();
            bob.msg("#tea", "no malice meant").expect(200);
            bob.msg("#tea", "Alice, tea?").expect(200);
            bob.msg("#tea", "last").expect(200);

            assertThat(alice.awaitRow("last")).matches("\\d\\d:\\d\\d #tea bob: last");
            assertThat(alice.awaitRow("tea?")).matches("\\d\\d:\\d\\d >> #tea bob: Alice, tea\\?");
            assertThat(alice.awaitRow("malice")).matches("\\d\\d:\\d\\d #tea bob: no malice meant");
            assertThat(alice.raw().chars().filter(c -> c == Terminal.BELL)).hasSize(1);
        }
    }

    @Test
    void direct_messages_are_counted_in_the_prompt_until_the_next_line() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            bob.msg("alice", "one").expect(200);
            awaitPrompt(alice, "(1) >");
            bob.msg("alice", "two").expect(200);
            awaitPrompt(alice, "(2) >");
            alice.type(ENTER);
            awaitPrompt(alice, ">");
        }
    }

    @Test
    void names_have_colours_at_a_terminal_each_always_the_same() {
        try (TerminalProgram alice = Clients.online(folder, server.port(), "alice")) {
            bob.msg("alice", "one").expect(200);
            bob.msg("alice", "two").expect(200);
            alice.awaitRow("two");

            List<String> rows =
                    alice.raw().lines().filter(row -> row.contains("bob")).toList();
            String bobs = ESCAPE + "[" + color(rows.get(0)) + "mbob";
            assertThat(rows).hasSize(2).allMatch(row -> row.contains(bobs));
        }
    }

    private static String color(String row) {
        String before = row.substring(0, row.indexOf("mbob"));
        return before.substring(before.lastIndexOf('[') + 1);
    }

    @ParameterizedTest
    @CsvSource({"NO_COLOR=1, auto, false", "NO_COLOR=, never, false", "NO_COLOR=1, always, true"})
    void colours_can_be_turned_off_and_on(String variable, String option, boolean colored) {
        try (TerminalProgram alice =
                Clients.start(folder, server.port(), List.of(variable), "-n", "alice", "--color", option)) {
            alice.awaitRow("Connected to");
            bob.msg("alice", "hello").expect(200);
            alice.awaitRow("hello");

            assertThat(alice.raw().matches("(?s).*" + ESCAPE + "\\[[0-9;]*m.*")).isEqualTo(colored);
        }
    }

    @Test
    void a_dumb_terminal_gets_plain_lines_and_no_escape() {
        List<String> dumb = List.of("TERM=dumb");
        try (TerminalProgram alice = Clients.start(folder, server.port(), dumb)) {
            alice.type("alice" + ENTER + "message bob one" + ENTER + "message bob tw");
            bob.expectMessage("alice", "one");
            bob.msg("alice", "hello").expect(200);
            alice.awaitRow("bob: hello");
            alice.type("o" + ENTER);
            bob.expectMessage("alice", "two");
            alice.type("exit" + ENTER);

            assertThat(alice.exitStatus()).isZero();
            assertThat(alice.raw()).doesNotContain(ESCAPE);
        }
    }

    @Test
    void on_a_narrow_terminal_rows_end_between_words_and_go_on_indented() {
        try (TerminalProgram alice = Clients.start(folder, 40, server.port(), List.of(), "-n", "alice")) {
            alice.awaitRow("Connected to");
            bob.msg("alice", "The quick brown fox jumps over the lazy dog and runs away")
                    .expect(200);

            alice.awaitRow("runs away");
            assertThat(alice.screen().stream().filter(row -> row.matches(".*(quick|jumps|runs).*")))
                    .satisfiesExactly(
                            row -> assertThat(row).matches("\\d\\d:\\d\\d bob: The quick brown fox jumps"),
                            row -> assertThat(row).isEqualTo("      over the lazy dog and runs away"));
        }
    }

    @Test
    void cyrillic_comes_through_whatever_the_locale_is() {
        try (TerminalProgram alice =
                Clients.start(folder, server.port(), List.of("LANG=C", "LC_ALL=C"), "-n", "alice")) {
            alice.awaitRow("Connected to");
            bob.msg("alice", HELLO).expect(200);
            alice.awaitRow("bob: " + HELLO);
            alice.type("message bob " + HELLO + ENTER);
            bob.expectMessage("alice", HELLO);
        }
    }

    @ParameterizedTest
    @CsvSource({"ru_RU.UTF-8, auto", "C, ru"})
    void it_speaks_russian_where_that_is_wanted(String locale, String language) {
        String[] options = language.equals("auto")
                ? new String[] {"-n", "alice"}
                : new String[] {"-n", "alice", "--lang", language};
        try (TerminalProgram alice = Clients.start(folder, server.port(), List.of("LC_ALL=" + locale), options)) {
            alice.awaitRow("\u0412\u044b \u043d\u0430 \u0441\u0435\u0440\u0432\u0435\u0440\u0435");
        }
    }

    @Test
    void a_terminal_that_does_not_know_its_size_is_taken_for_one_as_usual() {
        String client = "stty columns 0 rows 0; exec " + Clients.shellCommand(server.port(), "zoe");
        try (TerminalProgram zoe = TerminalProgram.run(folder, 120, 50, List.of(), List.of("sh", "-c", client))) {
            awaitPrompt(zoe, ">");
            zoe.type("hello");
            awaitPrompt(zoe, "> hello");
        }
    }
}
