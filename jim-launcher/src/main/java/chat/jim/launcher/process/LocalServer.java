package chat.jim.launcher.process;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that the launcher runs. */
public final class LocalServer {
    private static final Texts TEXTS = Texts.of(LocalServer.class);

    /** Its name for people. */
    public static final String NAME = "server";

    private static final Pattern LISTENING = Pattern.compile("Listening on .*?, port (\\d+)\\..*");

    /** A server that has nothing to write ends within five seconds. */
    private static final long PATIENCE_MILLIS = 6000;

    /** Empty if the server ended before it listened. */
    private final CompletableFuture<OptionalInt> port = new CompletableFuture<>();

    private final ChildProcess process;

    /** The only server. Parameters as in the other constructor. */
    LocalServer(Jars jars, List<String> javaOptions, List<String> options, Consumer<String> onLine, IntConsumer onEnd) {
        this(NAME, jars, javaOptions, options, onLine, onEnd);
    }

    /**
     * Starts a server with these options.
     *
     * @param name for people
     * @param javaOptions options for its Java
     * @param onLine gets each line that it prints
     * @param onEnd gets its exit status when it has ended
     * @throws Failure it cannot be started
     */
    public LocalServer(
            String name,
            Jars jars,
            List<String> javaOptions,
            List<String> options,
            Consumer<String> onLine,
            IntConsumer onEnd) {
        List<String> command = jars.command("jim-server.jar", javaOptions, options);
        Consumer<String> reader = line -> {
            onLine.accept(line);
            Matcher listening = LISTENING.matcher(line);
            if (listening.matches()) {
                port.complete(OptionalInt.of(Integer.parseInt(listening.group(1))));
            }
        };
        process = ChildProcess.start(name, command, reader, status -> {
            onEnd.accept(status);
            port.complete(OptionalInt.empty());
        });
    }

    /**
     * Waits until the server listens, and returns its port.
     *
     * @throws Failure it ended instead
     */
    public int awaitPort() {
        return port.join().orElseThrow(() -> new Failure(TEXTS.say("server.none")));
    }

    /** The processor time that it has used so far, if the system knows. */
    Optional<Duration> cpu() {
        return process.cpu();
    }

    /**
     * Stops the server, and waits until it has ended, but not longer than that. Returns false if it has not: it still
     * writes to the disk, and ends by itself. Another call in the meantime is a second signal, which ends it at once.
     */
    public boolean stop(Duration patience) {
        process.stop();
        return process.hasEndedWithin(patience.toMillis());
    }

    /** Stops a server that has nothing of worth to write: ends it by force if it takes too long. */
    void discard() {
        process.stop();
        process.awaitEnd(PATIENCE_MILLIS);
    }

    /** The number of its process. */
    public long pid() {
        return process.handle().pid();
    }
}
