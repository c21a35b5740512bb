package chat.jim.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command lines of the terminal programs, and which of them is taken. */
class TerminalTest {
    private static final List<String> INSIDE = List.of("/bin/sh", "/scripts of/a b's.sh");

    @TempDir
    private Path folder;

    @Test
    void each_program_is_told_in_its_own_words() {
        assertThat(opening(Terminal.CHOSEN))
                .isEqualTo("x-terminal-emulator|-T|client1|-e|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(Terminal.GNOME)).isEqualTo("gnome-terminal|--title=client1|--|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(Terminal.KONSOLE)).isEqualTo("konsole|-p|tabtitle=client1|-e|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(Terminal.XTERM)).isEqualTo("xterm|-u8|-T|client1|-e|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(Terminal.WINDOWS))
                .isEqualTo("cmd.exe|/c|start|\"client1\"|/wait|/bin/sh|/scripts of/a b's.sh");
    }

    @Test
    void on_macos_the_command_is_one_word_that_a_shell_reads() {
        assertThat(opening(Terminal.MACOS))
                .startsWith("osascript|-e|on run argv|-e|tell application \"Terminal\"|-e|set opened to do script ")
                .endsWith("|end run|client1|exec '/bin/sh' '/scripts of/a b'\\''s.sh'");
    }

    @Test
    void only_on_macos_a_window_is_closed_by_a_command() {
        assertThat(Terminal.MACOS.closing("4711"))
                .containsExactly("osascript", "-e", "tell application \"Terminal\" to close window id 4711");
        assertThat(Terminal.MACOS.closing("execution error: Not authorized")).isEmpty();
        assertThat(Terminal.XTERM.closing("4711")).isEmpty();
    }

    @Test
    void the_first_that_is_installed_is_taken() throws IOException {
        assertThat(Terminal.in(on("Linux"))).isEmpty();
        install("xterm");
        assertThat(Terminal.in(on("Linux"))).contains(Terminal.XTERM);
        install("gnome-terminal");
        assertThat(Terminal.in(on("Linux"))).contains(Terminal.GNOME);
        install("x-terminal-emulator");
        assertThat(Terminal.in(on("Linux"))).contains(Terminal.CHOSEN);
        assertThat(Terminal.in(on("Mac OS X"))).isEmpty();
        install("osascript");
        assertThat(Terminal.in(on("Mac OS X"))).contains(Terminal.MACOS);
        assertThat(Terminal.in(on("Windows 11"))).contains(Terminal.WINDOWS);
    }

    @Test
    void a_desktop_is_where_the_person_is() {
        assertThat(here("Linux", Map.of())).isFalse();
        assertThat(here("Linux", Map.of("DISPLAY", ":0"))).isTrue();
        assertThat(here("Linux", Map.of("WAYLAND_DISPLAY", "wayland-0"))).isTrue();
        assertThat(here("Mac OS X", Map.of())).isTrue();
        assertThat(here("Mac OS X", Map.of("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22")))
                .isFalse();
        assertThat(here("Windows 11", Map.of())).isTrue();
    }

    private static boolean here(String system, Map<String, String> environment) {
        return new Surroundings(environment, system).hasDesktop();
    }

    private static String opening(Terminal terminal) {
        return String.join("|", terminal.opening("client1", INSIDE));
    }

    private Surroundings on(String system) {
        return new Surroundings(Map.of("PATH", "/nowhere" + File.pathSeparator + folder), system);
    }

    private void install(String program) throws IOException {
        assertThat(Files.createFile(folder.resolve(program)).toFile().setExecutable(true))
                .isTrue();
    }
}
