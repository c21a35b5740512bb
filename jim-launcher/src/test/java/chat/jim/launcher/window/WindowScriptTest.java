package chat.jim.launcher.window;

import static chat.jim.testing.Waiting.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.testing.Waiting;
import chat.jim.text.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script, run by the shell. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no such shell")
class WindowScriptTest {
    private static final long SELF = ProcessHandle.current().pid();

    @TempDir
    private Path folder;

    @Test
    void words_and_folders_arrive_as_they_are() throws Exception {
        Path odd = Files.createDirectory(folder.resolve("it's a $HOME; \"x\" \\"));
        List<String> command = List.of("sh", "-c", "pwd >\"$1\"; printf '%s|' \"$@\" >>\"$1\"", "sh", "a 'b'", "$(c);");

        assertThat(run(WindowScript.text(command, odd, pidFile(), SELF)).waitFor())
                .isZero();

        assertThat(Files.readString(odd.resolve("a 'b'")))
                .isEqualTo(odd.toRealPath() + System.lineSeparator() + "a 'b'|$(c);|");
    }

    @Test
    void it_writes_down_its_process_id() throws Exception {
        Process shell = run(WindowScript.text(List.of("true"), folder, pidFile(), SELF));

        assertThat(shell.waitFor()).isZero();
        assertThat(pidFile()).hasContent(shell.pid() + "\n");
    }

    @Test
    void after_a_failure_it_stays_until_enter_is_pressed() throws Exception {
        Process shell = failed(SELF);

        assertThat(shell.isAlive()).isTrue();
        await().untilAsserted(() -> assertThat(shell.descendants()).isEmpty()); // one starts the loop, and ends
        assertThat(shell.isAlive()).isTrue();
        shell.outputWriter().append("\n").flush();

        assertThat(shell.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    void letters_that_are_not_ascii_are_escaped_for_the_shell() throws Exception {
        Language.choose("ru");
        try {
            String script = WindowScript.text(List.of("false"), folder, pidFile(), SELF);
            Process shell = run(script);

            assertThat(script).matches("\\p{ASCII}+");
            assertThat(shell.inputReader(UTF_8).readLine())
                    .startsWith(
                            "\u041a\u043b\u0438\u0435\u043d\u0442 \u0437\u0430\u0432\u0435\u0440\u0448\u0438\u043b\u0441\u044f");
            shell.outputWriter().append("\n").flush();
            assertThat(shell.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } finally {
            Language.choose("en");
        }
    }

    @Test
    void after_a_failure_it_ends_when_the_launcher_is_gone() throws Exception {
        Process launcher = new ProcessBuilder("cat").start();
        Process shell = failed(launcher.pid());

        launcher.destroyForcibly().waitFor();

        assertThat(shell.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    private Process failed(long launcher) throws IOException {
        Process shell = run(WindowScript.text(List.of("false"), folder, pidFile(), launcher));
        assertThat(shell.inputReader().readLine()).isEqualTo("It has failed. Press Enter to close this.");
        await().until(() -> shell.descendants().findAny().isEmpty());
        return shell;
    }

    private static Process run(String script) throws IOException {
        return new ProcessBuilder("/bin/sh", "-c", script).start();
    }

    private Path pidFile() {
        return folder.resolve("shell.pid");
    }
}
