package chat.jim.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import chat.jim.process.ProgramHere;
import chat.jim.process.UserFolders;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the built jars, run as a user would; whatever is awaited of it fails after a deadline. */
public final class Program implements AutoCloseable {

    private final Process process;
    private final List<String> out = Collections.synchronizedList(new ArrayList<>());
    private final List<String> err = Collections.synchronizedList(new ArrayList<>());
    private final BufferedWriter in;
    private final List<Thread> readers = new ArrayList<>();

    private Program(Process process) {
        this.process = process;
        in = process.outputWriter(UTF_8);
        collect(process.inputReader(UTF_8), out);
        collect(process.errorReader(UTF_8), err);
    }

    /** Starts {@code java -jar JAR ARGUMENTS} in a working folder, with the jar of the last build. */
    public static Program start(Path folder, String jar, String... arguments) {
        return start(folder, List.of(), jar, arguments);
    }

    /** The same by a shell, whose {@code script} calls it {@code "$@"}. */
    public static Program startIn(String script, Path folder, String jar, String... arguments) {
        return start(List.of("sh", "-c", script, "sh"), folder, List.of(), jar, arguments);
    }

    /** The same with some more {@code NAME=VALUE} in its environment. */
    public static Program start(Path folder, List<String> environment, String jar, String... arguments) {
        return start(List.of(), folder, environment, jar, arguments);
    }

    /**
     * Runs a program in this process, by what its {@code main} calls: for what has nothing to do with processes. Only one
     * can run at a time; it ends with its input, and no signal reaches it.
     */
    public static Program startHere(
            Path folder, List<String> environment, ToIntFunction<String[]> main, String... arguments) {
        Map<String, String> variables = new HashMap<>();
        isolate(variables, folder);
        variables.put("JIM_LANG", "en");
        variables.put("JIM_LOGS", folder.resolve("logs").toString());
        put(environment, variables);
        return new Program(new ProgramHere(variables, main, arguments));
    }

    private static Program start(
            List<String> entry, Path folder, List<String> environment, String jar, String... arguments) {
        List<String> command = new ArrayList<>(entry);
        command.addAll(JavaCommand.ofJar(jar, arguments));
        return run(folder, environment, command);
    }

    /** Runs a command with some more arguments, as a jar is run. */
    static Program run(Path folder, List<String> command, String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return run(folder, List.of(), whole);
    }

    private static Program run(Path folder, List<String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        isolate(builder.environment(), folder);
        put(environment, builder.environment());
        try {
            return new Program(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(List<String> environment, Map<String, String> variables) {
        for (String variable : environment) {
            variables.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        }
    }

    /**
     * What whoever runs the tests has set for themselves changes nothing, and nothing of theirs is changed: the programs speak
     * English, find no settings, and keep all that they keep in the working folder.
     */
    static void isolate(Map<String, String> environment, Path folder) {
        environment.keySet().removeIf(variable -> variable.startsWith("JIM_") || variable.startsWith("XDG_"));
        environment.put("LC_ALL", "C.UTF-8");
        for (String variable : List.of("HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA")) {
            environment.put(variable, folder.toAbsolutePath().toString());
        }
    }

    /** Where a server with that working folder keeps its accounts. */
    public static Path data(Path folder) {
        Map<String, String> environment = new HashMap<>();
        isolate(environment, folder);
        return new UserFolders(environment::get).data();
    }

    /** Starts a server at a free port; see {@link #port}. */
    public static Program startServer(Path folder, String... options) {
        return startServer(Machine.HERE, folder, options);
    }

    /** The same at another machine. */
    public static Program startServer(Machine machine, Path folder, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-a", machine.address(), "-p", "0"));
        arguments.addAll(List.of(options));
        return start(machine.entry(), folder, List.of(), "jim-server.jar", arguments.toArray(String[]::new));
    }

    /** The port that its first line says it listens at. */
    public int port() {
        Matcher listening = Pattern.compile(".*, port (\\d+)\\..*").matcher(awaitLine("Listening on"));
        assertThat(listening.matches()).isTrue();
        return Integer.parseInt(listening.group(1));
    }

    /** Types a line. */
    public Program type(String line) {
        try {
            in.write(line + "\n");
            in.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types bytes as they are. */
    public Program typeBytes(byte[] bytes) {
        try {
            process.getOutputStream().write(bytes);
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its input. */
    public Program endInput() {
        try {
            in.close();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line of its output that contains the words, and returns it. */
    public String awaitLine(String words) {
        return await(out, words);
    }

    /** The same for its standard error. */
    public String awaitError(String words) {
        return await(err, words);
    }

    private String await(List<String> lines, String words) {
        return Waiting.await()
                .until(
                        () -> {
                            boolean over = readers.stream().noneMatch(Thread::isAlive);
                            Optional<String> found = List.copyOf(lines).stream()
                                    .filter(line -> line.contains(words))
                                    .findFirst();
                            assertThat(found.isPresent() || !over)
                                    .as("'%s' among %s and %s", words, out, err)
                                    .isTrue();
                            return found;
                        },
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Sends SIGTERM; what it says to that can still be read, which after {@code Process.destroy} it could not. */
    public Program terminate() {
        process.toHandle().destroy();
        return this;
    }

    /** Sends SIGINT, as Ctrl-C does. */
    public Program interrupt() {
        try {
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            return this;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends SIGKILL. */
    public Program kill() {
        process.destroyForcibly();
        return this;
    }

    /** Waits for its end, and returns its exit status. */
    public int exitStatus() {
        try {
            assertThat(process.waitFor(Waiting.DEADLINE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended")
                    .isTrue();
            for (Thread reader : readers) {
                reader.join(Waiting.DEADLINE.toMillis());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The lines that it has printed. */
    public List<String> out() {
        return List.copyOf(out);
    }

    /** The lines that it has printed to standard error. */
    public List<String> err() {
        return List.copyOf(err);
    }

    /** Its process. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** Ends it and its children by force, if they are still there. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private void collect(BufferedReader stream, List<String> lines) {
        Thread reader = new Thread(() -> stream.lines().forEach(lines::add));
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }
}
