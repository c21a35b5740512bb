package chat.jim.launcher.process;

import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A temporary server for a measurement: on a free port of this machine, in a folder that is removed with it, without flood
 * control. It may be started again, and is then a new one.
 */
public final class TrialServer implements Closeable {
    private static final Texts TEXTS = Texts.of(TrialServer.class);

    /** The address at which it listens. */
    public static final String HOST = "127.0.0.1";

    private final Jars jars;
    private @Nullable TrialFolder folder;
    private @Nullable LocalServer server;
    private boolean closed;

    /** Prepares a server of these jars; {@link #start} starts it. */
    public TrialServer(Jars jars) {
        this.jars = jars;
    }

    /**
     * Starts the server, after the end of the one before, and returns its port.
     *
     * @throws Failure it ended instead of listening, or was closed
     */
    public int start() {
        StringBuilder output = new StringBuilder();
        LocalServer started = start(line -> output.append(line).append(System.lineSeparator()));
        try {
            return started.awaitPort();
        } catch (Failure e) {
            throw new Failure(output + e.getMessage());
        }
    }

    private synchronized LocalServer start(Consumer<String> onLine) {
        if (closed) {
            throw new Failure(TEXTS.say("stopped.server"));
        }
        end();
        TrialFolder own = TrialFolder.of(null);
        folder = own;
        List<String> options = List.of(
                "-a",
                HOST,
                "-p",
                "0",
                "--flood-rate",
                "0",
                "--data",
                own.path().resolve("data").toString(),
                "--logs",
                own.path().toString());
        server = new LocalServer(jars, List.of(), options, onLine, status -> {});
        return server;
    }

    /** The processor time that it has used so far, if the system knows. */
    public synchronized Optional<Duration> cpu() {
        return server == null ? Optional.empty() : server.cpu();
    }

    /** Stops the server, and removes its folder. May be called at any time, and more than once. */
    @Override
    public synchronized void close() {
        closed = true;
        end();
    }

    private void end() {
        if (server != null) {
            server.discard();
        }
        if (folder != null) {
            folder.close();
        }
    }
}
