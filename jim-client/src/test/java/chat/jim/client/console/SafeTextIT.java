package chat.jim.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.server.TestServer;
import chat.jim.testing.NeedsUnixTerminal;
import chat.jim.testing.RawClient;
import chat.jim.testing.TerminalProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What hostile messages do to the terminal of somebody who chats: nothing. */
@NeedsUnixTerminal
class SafeTextIT {
    private static final int COLUMNS = 200;

    @TempDir
    private static Path folder;

    private static final TestServer SERVER = TestServer.start();
    private static final RawClient BOB = SERVER.online("bob");
    private static TerminalProgram alice;

    private List<String> before;

    @BeforeAll
    static void comeOnline() {
        alice = Clients.start(folder, COLUMNS, SERVER.port(), List.of(), "-n", "alice");
        alice.awaitRow("Connected");
    }

    @BeforeEach
    void look() {
        before = alice.screen();
    }

    @AfterAll
    static void stop() {
        alice.close();
        BOB.close();
        SERVER.close();
    }

    @Test
    void a_line_break_starts_no_line_of_somebody_else() {
        String row =
                receive("one\\r\\ncarol: two\\u0085carol: three\\u2028carol: four\\u000bcarol: five\\fcarol: last");

        assertThat(row).contains("one", "two", "three", "four", "five");
        assertThat(newRowsWith("carol")).containsExactly(row);
    }

    @Test
    void a_line_that_was_rewritten_by_its_writer_still_names_him() {
        String row = receive("\\rcarol: it was me\\b\\b\\b\\u001b[1G\\u001b[2K\\u009b1Gcarol: last");

        assertThat(row.indexOf("bob")).isBetween(0, row.indexOf("carol") - 1);
        assertThat(newRowsWith("carol")).containsExactly(row);
    }

    @Test
    void the_screen_and_the_title_stay_as_they_are() {
        List<String> connected = with("Connected", before);
        receive(
                "\\u001b[2J\\u001b[H\\u009b2J\\u009bH\\u001bc\\u001b[?1049h\\u001b]0;owned\\u0007\\u009d2;owned\\u009c last");

        assertThat(with("Connected", alice.screen())).isEqualTo(connected);
        assertThat(newRowsWith("owned")).hasSize(1);
        assertThat(alice.raw()).doesNotContain("\u001b]0;owned", "\u009d", "\u009b", "\u001bc");
    }

    @Test
    void the_terminal_is_asked_nothing_that_would_be_typed_as_its_answer() {
        receive("\\u001b[5n\\u001b[0c\\u0005\\u001bZ last");

        assertThat(alice.raw()).doesNotContain("\u001b[5n", "\u001b[0c", "\u0005", "\u001bZ");
    }

    @Test
    void marks_without_end_stay_in_their_row() {
        receive("e" + "\\u0301".repeat(480) + " \\u20dd last");

        assertThat(alice.raw()).contains("e\u0301").doesNotContain("\u0301".repeat(9));
    }

    @Test
    void a_mark_at_the_start_is_not_drawn_over_what_stands_there() {
        receive("\\u0336\\u0336 last");

        assertThat(alice.raw()).contains("\u25cc\u0336\u0336");
    }

    @Test
    void the_direction_of_writing_is_not_turned() {
        String row = receive("\\u202e\\u2067\\u200fevil last");

        assertThat(row).contains("\\u{202e}\\u{2067}\\u{200f}evil");
        assertThat(alice.raw()).doesNotContain("\u202e", "\u2067", "\u200f");
    }

    @Test
    void honest_text_of_any_script_is_shown_behind_its_sender() {
        assertThat(receive("\\u05e9\\u05dc\\u05d5\\u05dd last")).contains("\u05e9\u05dc\u05d5\u05dd last");
        assertThat(receive("\\u4f60\\u597d\\ud83d\\ude00 last")).contains("\u4f60\u597d\ud83d\ude00 last");
        assertThat(receive("\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442 last"))
                .contains("\u041f\u0440\u0438\u0432\u0435\u0442 last");
    }

    /** Lets bob send a text that ends with {@code last}, and returns the row that shows it: one, which names him. */
    private String receive(String json) {
        int shown = newRowsWith("last").size();
        BOB.msg("alice", json).expect(200);
        alice.awaitRows("another row with 'last'", rows -> newRows("last", rows).size() > shown);
        List<String> rows = newRowsWith("last");
        assertThat(rows).hasSize(shown + 1);
        assertThat(rows.get(shown)).contains("bob");
        return rows.get(shown);
    }

    private List<String> newRowsWith(String words) {
        return newRows(words, alice.screen());
    }

    /** The rows with the words, but for those that were there before the test. */
    private List<String> newRows(String words, List<String> rows) {
        return with(words, rows).stream().skip(with(words, before).size()).toList();
    }

    private static List<String> with(String words, List<String> rows) {
        return rows.stream().filter(row -> row.contains(words)).toList();
    }
}
