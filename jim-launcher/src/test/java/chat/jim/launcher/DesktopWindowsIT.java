package chat.jim.launcher;

import static chat.jim.testing.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.process.ProcessProbe;
import chat.jim.testing.Program;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on a desktop whose terminal program is a stand-in: it opens no window, and its keyboard is silent. */
@EnabledOnOs(OS.LINUX)
class DesktopWindowsIT {

    @TempDir
    private Path folder;

    @Test
    void each_client_has_a_window_that_ends_with_it() throws IOException {
        installTerminal("shift 3; tail -f /dev/null | \"$@\"");
        try (Program launcher = start()) {
            launcher.awaitLine("Each client has a window of its own.");
            launcher.awaitLine("client1 is online");
            launcher.awaitLine("client2 is online");

            client(launcher, 1).destroy();

            launcher.awaitLine("client1 ended.");
            ProcessProbe other = new ProcessProbe(client(launcher, 2));
            assertThat(other.isRunning()).isTrue();
            assertThat(launcher.type("exit").exitStatus()).isZero();
            await().until(() -> !other.isRunning());
        }
    }

    @Test
    void a_terminal_that_opens_no_window_is_said_and_ends_all() throws IOException {
        installTerminal("echo cannot open display; exit 1");
        try (Program launcher = start()) {
            assertThat(launcher.exitStatus()).isEqualTo(1);
            assertThat(launcher.err())
                    .containsExactly(
                            "x-terminal-emulator does not open a window (cannot open display): use --windows none.");
        }
    }

    @Test
    void without_a_desktop_or_tmux_none_can_be_asked_for() {
        for (String windows : List.of("terminal", "tmux")) {
            List<String> environment = List.of("DISPLAY=", "WAYLAND_DISPLAY=", "TMUX=");
            try (Program launcher =
                    Program.start(folder, environment, "jim-launcher.jar", "-p", "0", "--windows", windows)) {
                assertThat(launcher.exitStatus()).isEqualTo(1);
                assertThat(launcher.out()).isEmpty();
                assertThat(launcher.err()).singleElement().asString().contains("use --windows ");
            }
        }
    }

    private Program start() {
        List<String> environment =
                List.of("DISPLAY=:stand-in", "PATH=" + folder + File.pathSeparator + System.getenv("PATH"));
        return Program.start(
                folder, environment, "jim-launcher.jar", "-a", "127.0.0.1", "-p", "0", "--windows", "terminal");
    }

    private void installTerminal(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("x-terminal-emulator"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private static ProcessHandle client(Program launcher, int number) {
        return launcher.handle()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("java ") && line.contains("-n client" + number))
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }
}
