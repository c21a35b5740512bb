package chat.jim.launcher.process;

import chat.jim.process.DaemonThreads;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** A process that the launcher started: passes on the lines that it prints, and types lines into it. */
public final class ChildProcess implements Client {
    private static final Texts TEXTS = Texts.of(ChildProcess.class);

    private final String name;
    private final Process process;
    private final BufferedWriter input;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process.
     *
     * @param onLine gets each line of its standard output and standard error
     * @param onEnd gets its exit status when it has ended
     * @throws Failure it cannot be started
     */
    public static ChildProcess start(String name, List<String> command, Consumer<String> onLine, IntConsumer onEnd) {
        try {
            ChildProcess child = new ChildProcess(
                    name, new ProcessBuilder(command).redirectErrorStream(true).start());
            DaemonThreads.start(name, () -> onEnd.accept(child.follow(onLine)));
            return child;
        } catch (IOException e) {
            throw new Failure(TEXTS.say("child.none", name, String.valueOf(e.getMessage())));
        }
    }

    /** Its name in messages to the user. */
    public String name() {
        return name;
    }

    /** The process itself. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The processor time that it has used so far, if the system knows. */
    Optional<Duration> cpu() {
        return process.info().totalCpuDuration();
    }

    private int follow(Consumer<String> onLine) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(onLine);
            return process.waitFor();
        } catch (IOException | UncheckedIOException e) {
            process.destroyForcibly();
            return process.onExit().join().exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return process.onExit().join().exitValue();
        }
    }

    /**
     * Types a line into the process.
     *
     * @throws IOException it no longer reads
     */
    public void type(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** Closes its standard input. */
    public void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** Sends the process SIGTERM. What it still prints is passed on, unlike after {@code Process.destroy}. */
    @Override
    public void stop() {
        process.toHandle().destroy();
    }

    @Override
    public void awaitEnd(long millis) {
        if (!hasEndedWithin(millis)) {
            process.destroyForcibly();
        }
    }

    /** Waits until the process has ended, but not longer than that; false if it has not. */
    boolean hasEndedWithin(long millis) {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
