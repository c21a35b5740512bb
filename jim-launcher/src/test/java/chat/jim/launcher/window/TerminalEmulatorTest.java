package chat.jim.launcher.window;

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
class TerminalEmulatorTest {
    private static final List<String> INSIDE = List.of("/bin/sh", "/scripts of/a b's.sh");

    @TempDir
    private Path folder;

    @Test
    void each_program_is_told_in_its_own_words() {
        assertThat(opening(TerminalEmulator.CHOSEN))
                .isEqualTo("x-terminal-emulator|-T|client1|-e|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(TerminalEmulator.GNOME))
                .isEqualTo("gnome-terminal|--title=client1|--|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(TerminalEmulator.KONSOLE))
                .isEqualTo("konsole|-p|tabtitle=client1|-e|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(TerminalEmulator.XTERM)).isEqualTo("xterm|-u8|-T|client1|-e|/bin/sh|/scripts of/a b's.sh");
        assertThat(opening(TerminalEmulator.WINDOWS))
                .isEqualTo("cmd.exe|/c|start|\"client1\"|/wait|/bin/sh|/scripts of/a b's.sh");
    }

    @Test
    void on_macos_the_command_is_one_word_that_a_shell_reads() {
        assertThat(opening(TerminalEmulator.MACOS))
                .startsWith("osascript|-e|on run argv|-e|tell application \"Terminal\"|-e|set opened to do script ")
                .endsWith("|end run|client1|exec '/bin/sh' '/scripts of/a b'\\''s.sh'");
    }

    @Test
    void only_on_macos_a_window_is_closed_by_a_command() {
        assertThat(TerminalEmulator.MACOS.closing("4711"))
                .containsExactly("osascript", "-e", "tell application \"Terminal\" to close window id 4711");
        assertThat(TerminalEmulator.MACOS.closing("execution error: Not authorized"))
                .isEmpty();
        assertThat(TerminalEmulator.XTERM.closing("4711")).isEmpty();
    }

    @Test
    void the_first_that_is_installed_is_taken() throws IOException {
        assertThat(TerminalEmulator.in(on("Linux"))).isEmpty();
        install("xterm");
        assertThat(TerminalEmulator.in(on("Linux"))).contains(TerminalEmulator.XTERM);
        install("gnome-terminal");
        assertThat(TerminalEmulator.in(on("Linux"))).contains(TerminalEmulator.GNOME);
        install("x-terminal-emulator");
        assertThat(TerminalEmulator.in(on("Linux"))).contains(TerminalEmulator.CHOSEN);
        assertThat(TerminalEmulator.in(on("Mac OS X"))).isEmpty();
        install("osascript");
        assertThat(TerminalEmulator.in(on("Mac OS X"))).contains(TerminalEmulator.MACOS);
        assertThat(TerminalEmulator.in(on("Windows 11"))).contains(TerminalEmulator.WINDOWS);
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
        return new HostEnvironment(environment, system).hasDesktop();
    }

    private static String opening(TerminalEmulator terminal) {
        return String.join("|", terminal.opening("client1", INSIDE));
    }

    private HostEnvironment on(String system) {
        return new HostEnvironment(Map.of("PATH", "/nowhere" + File.pathSeparator + folder), system);
    }

    private void install(String program) throws IOException {
        assertThat(Files.createFile(folder.resolve(program)).toFile().setExecutable(true))
                .isTrue();
    }
}
