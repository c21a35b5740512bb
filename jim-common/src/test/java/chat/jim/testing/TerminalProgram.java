package chat.jim.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.UnixPtyProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One of the built jars, or any command, on a terminal of its own, which controls it: keys are typed, signals and sizes
 * arrive, and what it prints is shown on a screen. Whatever is awaited fails after a deadline, and shows the screen then.
 */
public final class TerminalProgram implements AutoCloseable {
    private static final Pattern DEVELOPERS_OWN =
            Pattern.compile("(LC|JIM|XDG)_.*|LANG|LANGUAGE|COLUMNS|LINES|NO_COLOR|COLORTERM|TMUX|STY|INPUTRC");

    private final UnixPtyProcess process;
    private final EmulatedScreen screen;
    private final Thread reader;

    private TerminalProgram(UnixPtyProcess process, EmulatedScreen screen) {
        this.process = process;
        this.screen = screen;
        reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a jar of the last build in a working folder, with some {@code NAME=VALUE} in its environment. */
    public static TerminalProgram start(
            Path folder, int columns, int rows, List<String> environment, String jar, String... arguments) {
        return start(folder, columns, rows, environment, List.of(), jar, arguments);
    }

    /** The same with options for the JVM. */
    public static TerminalProgram start(
            Path folder,
            int columns,
            int rows,
            List<String> environment,
            List<String> jvmOptions,
            String jar,
            String... arguments) {
        List<String> options = new ArrayList<>();
        options.add("-Duser.home=" + folder.toAbsolutePath()); // which Java takes from elsewhere than HOME
        options.addAll(jvmOptions);
        return run(folder, columns, rows, environment, JavaCommand.ofJar(options, jar, arguments));
    }

    /** Starts any command; the working folder is its home too, so that no settings of the developer count. */
    public static TerminalProgram run(
            Path folder, int columns, int rows, List<String> environment, List<String> command) {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        variables.keySet().removeIf(DEVELOPERS_OWN.asMatchPredicate());
        variables.put("TERM", "xterm-256color");
        variables.put("LANG", "C.UTF-8");
        variables.put("HOME", folder.toAbsolutePath().toString());
        for (String variable : environment) {
            variables.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        }
        try {
            PtyProcess process = new PtyProcessBuilder(command.toArray(String[]::new))
                    .setDirectory(folder.toAbsolutePath().toString())
                    .setEnvironment(variables)
                    .setInitialColumns(columns)
                    .setInitialRows(rows)
                    .start();
            return new TerminalProgram((UnixPtyProcess) process, new EmulatedScreen(columns, rows));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types keys as they are: {@code "\r"} is Enter, <code>"&#92;u0003"</code> Ctrl-C. */
    public TerminalProgram type(String keys) {
        try {
            OutputStream keyboard = process.getOutputStream();
            keyboard.write(keys.getBytes(UTF_8));
            keyboard.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for words on the screen, or among what has scrolled off it, also if they run on from a full row to the next.
     * Combining marks and what else has no width are not on the screen, see {@link #awaitRaw}.
     */
    public TerminalProgram awaitScreen(String words) {
        await("'" + words + "'", () -> screen.hasShown(words) ? Optional.of(words) : Optional.empty());
        return this;
    }

    /** Waits for a row on the screen that contains the words, and returns the lowest. */
    public String awaitRow(String words) {
        return await(
                "a row with '" + words + "'",
                () -> screen.rows().stream().filter(row -> row.contains(words)).reduce((upper, lower) -> lower));
    }

    /** Waits until the rows of the screen are as described, and returns them. */
    public List<String> awaitRows(String description, Predicate<List<String>> condition) {
        return await(description, () -> Optional.of(screen.rows()).filter(condition));
    }

    /** Waits until it has printed these characters, escapes and all. */
    public TerminalProgram awaitRaw(String characters) {
        await("the raw characters", () -> Optional.of(characters).filter(screen.raw()::contains));
        return this;
    }

    /** The rows of the screen, from its top, each without its trailing blanks. */
    public List<String> screen() {
        return screen.rows();
    }

    /** The rows that have scrolled off the screen, without trailing blanks. */
    public List<String> scrolledOff() {
        return screen.scrolledOff();
    }

    /** The column of the cursor, from 0. */
    public int cursorColumn() {
        return screen.cursor()[0];
    }

    /** The row of the cursor, from 0. */
    public int cursorRow() {
        return screen.cursor()[1];
    }

    /** All that it has printed, escapes and all. */
    public String raw() {
        return screen.raw();
    }

    /** Gives the terminal another size, which the program is told by SIGWINCH. */
    public TerminalProgram resize(int columns, int rows) {
        screen.resize(columns, rows);
        process.setWinSize(new WinSize(columns, rows));
        return this;
    }

    /** Sends SIGTERM. */
    public TerminalProgram terminate() {
        handle().destroy();
        return this;
    }

    /** Skips a test where SIGHUP is ignored, as under nohup: whatever is started there ignores it too. */
    public static void assumeHangUps() throws IOException, InterruptedException {
        int status = new ProcessBuilder("/bin/sh", "-c", "trap 'exit 6' HUP; kill -HUP $$; exit 0")
                .start()
                .waitFor();
        assumeTrue(status == 6, "SIGHUP is ignored here, as under nohup");
    }

    /** Closes the terminal, as a window is closed; what it still prints is lost. */
    public TerminalProgram hangUp() {
        try {
            process.getPty().close();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for its end, and returns its exit status; all that it has printed is on the screen then. */
    public int exitStatus() {
        try {
            assertThat(process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as(() -> "ended, but:\n" + screen)
                    .isTrue();
            reader.join(Waiting.DEADLINE.toMillis());
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Its process. */
    public ProcessHandle handle() {
        return ProcessHandle.of(process.pid()).orElseThrow();
    }

    /** Ends it and its children by force, if they are still there, and closes the terminal. */
    @Override
    public void close() {
        ProcessHandle.of(process.pid()).ifPresent(handle -> {
            handle.descendants().forEach(ProcessHandle::destroyForcibly);
            handle.destroyForcibly();
        });
        hangUp();
    }

    private <T> T await(String what, Supplier<Optional<T>> sought) {
        try {
            return Waiting.await()
                    .until(
                            () -> {
                                boolean over = !reader.isAlive();
                                Optional<T> found = sought.get();
                                assertThat(found.isPresent() || !over)
                                        .as(() -> what + " before its end, but:\n" + screen)
                                        .isTrue();
                                return found;
                            },
                            Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(what + " did not come, but:\n" + screen, e);
        }
    }

    private void read() {
        byte[] buffer = new byte[8192];
        try (InputStream output = process.getInputStream()) {
            int length = output.read(buffer);
            while (length >= 0) {
                String answer = screen.print(buffer, length);
                if (!answer.isEmpty()) {
                    type(answer);
                }
                length = output.read(buffer);
            }
        } catch (IOException | UncheckedIOException e) {
            return; // it has ended, or the terminal was closed
        }
    }
}
