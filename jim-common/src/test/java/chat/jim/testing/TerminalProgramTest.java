package chat.jim.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsUnixTerminal
class TerminalProgramTest {
    @TempDir
    private Path folder;

    @Test
    void what_is_typed_arrives_and_what_is_printed_is_shown() {
        try (TerminalProgram shell = sh("read -r line; echo \"<$line>\"; exit 3")) {
            shell.type("caf\u00e9 \u4e16\u754c \ud83d\ude00\r").awaitScreen("<caf\u00e9 \u4e16\u754c \ud83d\ude00>");
            assertThat(shell.exitStatus()).isEqualTo(3);
            assertThat(shell.raw()).endsWith("<caf\u00e9 \u4e16\u754c \ud83d\ude00>\r\n");
        }
    }

    @Test
    void the_size_arrives_and_so_does_another() {
        try (TerminalProgram shell = sh("trap 'stty size' WINCH; stty size; while :; do read -r line; done")) {
            assertThat(shell.awaitRow("4 20")).isEqualTo("4 20");
            shell.resize(30, 5).awaitScreen("5 30");
            assertThat(shell.screen()).hasSize(5);
        }
    }

    @Test
    void movements_of_the_cursor_are_followed() {
        try (TerminalProgram shell =
                show("one\\r\\ntwo\\r\\nthree\\033[2A\\rO\\033[Bwo\\033[K\\033[1;10H!\\033[31mred\\033[m")) {
            shell.awaitRow("!red");
            assertThat(shell.screen()).containsExactly("One      !red", "two", "three", "");
            assertThat(shell.cursorColumn()).isEqualTo(13);
            assertThat(shell.cursorRow()).isZero();
            assertThat(shell.raw()).contains("\u001b[31mred");
        }
    }

    @Test
    void rows_that_have_scrolled_off_are_still_found() {
        try (TerminalProgram shell = show("1\\n2\\n3\\n4\\n5\\n6")) {
            shell.awaitRow("6");
            shell.awaitScreen("1\n2\n3");
            assertThat(shell.scrolledOff()).containsExactly("1", "2");
            assertThat(shell.screen()).containsExactly("3", "4", "5", "6");
        }
    }

    @Test
    void what_is_longer_than_a_row_runs_on_in_the_next() {
        try (TerminalProgram shell = show("1234567890123456789\u4e16\u754c-12345678901234567\u4e16\u754c.")) {
            shell.awaitScreen("\u754c-123");
            shell.awaitRow(".");
            assertThat(shell.screen())
                    .containsExactly("1234567890123456789", "\u4e16\u754c-123456789012345", "67\u4e16\u754c.", "");
        }
    }

    @Test
    void a_combining_mark_takes_no_cell() {
        try (TerminalProgram shell = show("e\u0301\u0302e.")) {
            assertThat(shell.awaitRow(".")).isEqualTo("ee.");
            shell.awaitRaw("e\u0301\u0302e.");
        }
    }

    @Test
    void questions_to_the_terminal_are_answered() {
        try (TerminalProgram shell =
                sh("stty -icanon -echo; printf '\\033[6n\\033[c'; head -c 13 | od -An -c | tr -d ' '")) {
            shell.awaitScreen("033[1;1R033[?1;2c");
        }
    }

    @Test
    void control_c_interrupts() {
        try (TerminalProgram shell =
                sh("trap 'echo interrupted; exit 5' INT; echo ready; while :; do read -r line; done")) {
            shell.awaitScreen("ready");
            shell.type("\u0003").awaitScreen("interrupted");
            assertThat(shell.exitStatus()).isEqualTo(5);
        }
    }

    @Test
    void the_closing_of_the_terminal_hangs_up() throws Exception {
        TerminalProgram.assumeHangUps();
        try (TerminalProgram shell = sh("trap 'exit 6' HUP; echo ready; while :; do read -r line; done")) {
            shell.awaitScreen("ready");
            assertThat(shell.hangUp().exitStatus()).isEqualTo(6);
        }
    }

    @Test
    void it_can_be_told_to_end() {
        try (TerminalProgram shell = sh("trap 'echo bye; exit 7' TERM; echo ready; while :; do read -r line; done")) {
            shell.awaitScreen("ready");
            assertThat(shell.terminate().exitStatus()).isEqualTo(7);
            assertThat(shell.screen()).contains("bye");
        }
    }

    @Test
    void the_environment_is_its_own() {
        try (TerminalProgram shell = sh("echo \"$TERM $LANG $X\"; [ \"$HOME\" = \"$(pwd -P)\" ] && tty")) {
            shell.awaitScreen("xterm-256color C.UTF-8 y=z").awaitScreen("/dev/");
        }
    }

    private TerminalProgram show(String printed) {
        return sh("printf '" + printed + "'; read -r line");
    }

    private TerminalProgram sh(String script) {
        return TerminalProgram.run(folder, 20, 4, List.of("X=y=z"), List.of("/bin/sh", "-c", script));
    }
}
