package chat.jim.launcher;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** One process that the launcher started: its lines go one way, typed lines the other. */
final class Child {
    private final String name;
    private final Process process;
    private final BufferedWriter input;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        input = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * Starts a process, whose standard error is read with its standard output.
     *
     * @throws IOException it cannot be started
     */
    static Child start(String name, List<String> command) throws IOException {
        return new Child(
                name, new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The processor time that it has used, if the system tells. */
    Optional<Duration> cpu() {
        return process.info().totalCpuDuration();
    }

    /** Gives each line that it prints to {@code onLine}; returns its exit status at its end. */
    int follow(BiConsumer<Child, String> onLine) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(line -> onLine.accept(this, line));
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
     * Types a line into it.
     *
     * @throws IOException it reads no more
     */
    void type(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    /** It gets no input, now or any more. */
    void endInput() {
        try {
            input.close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    /** Asks it to end. */
    void stop() {
        process.destroy();
    }

    /** Waits until it has ended, and after {@code millis} ends it by force. */
    void awaitEnd(long millis) {
        try {
            if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
