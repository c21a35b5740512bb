package chat.jim.launcher;

import chat.jim.process.Background;
import chat.jim.process.Failure;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server for a short while: at a free port of this machine only, and in a folder that goes with it. */
final class TrialServer implements Closeable {
    /** Where it listens. */
    static final String HOST = "127.0.0.1";

    private static final long PATIENCE_MILLIS = 6000;

    private final Jars jars;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private @Nullable Path folder;
    private @Nullable Child child;
    private boolean closed;

    /** Does nothing yet. */
    TrialServer(Jars jars) {
        this.jars = jars;
    }

    /**
     * Starts it, and returns the port that it listens at.
     *
     * @throws Failure it does not listen, or was closed
     */
    int start() {
        Child started = startChild();
        StringBuilder words = new StringBuilder();
        Background.start("server", () -> {
            int status = started.follow((server, line) -> {
                words.append(line).append(System.lineSeparator());
                Jars.port(line).ifPresent(port::complete);
            });
            port.completeExceptionally(new IOException("status " + status));
        });
        try {
            return port.join();
        } catch (CompletionException e) {
            throw new Failure(words + "The server did not start; its own words are above.");
        }
    }

    private synchronized Child startChild() {
        if (closed) {
            throw new Failure("Stopped before the server had started.");
        }
        try {
            folder = Files.createTempDirectory("jim-bench");
        } catch (IOException e) {
            throw new Failure("Cannot make a folder for the server's data: " + Failure.reason(e));
        }
        List<String> options = List.of(
                "-a", HOST, "-p", "0", "--data", folder.resolve("data").toString(), "--logs", folder.toString());
        child = jars.start("server", List.of(), "jim-server.jar", options);
        return child;
    }

    /** The processor time that it has used so far, if the system tells. */
    synchronized Optional<Duration> cpu() {
        return child == null ? Optional.empty() : child.cpu();
    }

    /** Stops it, waits until it is gone, and removes its folder. May be called at any time, and again. */
    @Override
    public synchronized void close() {
        closed = true;
        if (child != null) {
            child.stop();
            child.awaitEnd(PATIENCE_MILLIS);
        }
        if (folder != null && Files.exists(folder)) {
            remove(folder);
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new Failure("Cannot remove the folder " + folder + ": remove it by hand.");
        }
    }
}
