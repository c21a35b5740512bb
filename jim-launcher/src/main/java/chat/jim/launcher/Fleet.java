package chat.jim.launcher;

import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Jars;
import chat.jim.launcher.process.JavaOptions;
import chat.jim.launcher.process.LocalServer;
import chat.jim.launcher.process.Role;
import chat.jim.launcher.window.Windows;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A server and its clients: starts them, reports when one has ended, and leaves none behind. May be used from any thread. */
final class Fleet {
    private static final Texts TEXTS = Texts.of(Fleet.class);
    private static final long CLIENT_MILLIS = 3000;

    /** With the clients' time it stays below the 20 seconds that the launcher takes at a signal. */
    private static final Duration SERVER_PATIENCE = Duration.ofSeconds(15);

    /** Less than the second that a program has at a second signal. */
    private static final Duration MOMENT = Duration.ofMillis(700);

    private final Jars jars;
    private final Windows windows;
    private final PrintStream out;
    private final List<Client> clients = new ArrayList<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private @Nullable LocalServer server;
    private boolean stopping;
    private boolean allStarted;
    private int endedClients;

    /** Runs programs of {@code jars}, the clients in {@code windows}, and prints to {@code out}. */
    Fleet(Jars jars, Windows windows, PrintStream out) {
        this.jars = jars;
        this.windows = windows;
        this.out = out;
    }

    /**
     * Starts the server, and returns its port.
     *
     * @throws Failure it ended instead of listening
     */
    int startServer(List<String> options) {
        LocalServer started;
        synchronized (this) {
            checkRunning();
            started = new LocalServer(
                    jars,
                    JavaOptions.SERVER.here(),
                    options,
                    line -> out.println(LocalServer.NAME + " | " + line),
                    this::serverEnded);
            server = started;
        }
        return started.awaitPort();
    }

    /**
     * Starts a client.
     *
     * @throws Failure it cannot be started, or everything is being stopped
     */
    synchronized void startClient(String name, Role role, List<String> arguments) {
        checkRunning();
        List<String> all = new ArrayList<>(arguments);
        all.addAll(role.options());
        List<String> command = jars.command("jim-client.jar", JavaOptions.CLIENT.here(), all);
        clients.add(windows.start(name, role, command, end -> clientEnded(name, end)));
    }

    private synchronized void checkRunning() {
        if (stopping) {
            throw new Failure(TEXTS.say("stopped"));
        }
    }

    /**
     * Waits until all clients have ended, or the server has; false if the server ended first.
     *
     * @throws Failure a client could not be started
     */
    boolean awaitOver() {
        try {
            return over.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    /** Ends the chat, after a pause in which everything typed so far can be sent and shown. */
    void finish() {
        windows.awaitQuiet();
        over.complete(true);
    }

    /**
     * Stops all processes, the clients first, and waits until they have ended. Says so if the server still writes to the
     * disk after 15 seconds: it then ends by itself.
     */
    void stop() {
        List<Client> running;
        LocalServer runningServer;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(clients);
            runningServer = server;
        }
        running.forEach(Client::stop);
        running.forEach(client -> client.awaitEnd(CLIENT_MILLIS));
        windows.close();
        stop(runningServer, SERVER_PATIENCE);
    }

    /** The same at a second signal, which the server gets too: nothing is waited for. */
    void stopNow() {
        LocalServer runningServer;
        synchronized (this) {
            stopping = true;
            runningServer = server;
        }
        stop(runningServer, MOMENT);
    }

    private void stop(@Nullable LocalServer runningServer, Duration patience) {
        if (runningServer != null && !runningServer.stop(patience)) {
            out.println(TEXTS.say("server.writing", runningServer.pid()));
        }
    }

    private synchronized void serverEnded(int status) {
        if (!stopping) {
            out.println(TEXTS.say("ended.status", LocalServer.NAME, status));
            over.complete(false);
        }
    }

    private synchronized void clientEnded(String name, Client.End end) {
        if (stopping) {
            return;
        }
        if (end.failure() != null) {
            over.completeExceptionally(end.failure());
            return;
        }
        endedClients++;
        OptionalInt status = end.status();
        out.println(status.isPresent() ? TEXTS.say("ended.status", name, status.getAsInt()) : TEXTS.say("ended", name));
        checkOver();
    }

    /** Says that no more clients will be started: when the last one ends, everything is over. */
    synchronized void allStarted() {
        allStarted = true;
        checkOver();
    }

    private void checkOver() {
        if (allStarted && endedClients > 0 && endedClients == clients.size()) {
            over.complete(true);
        }
    }
}
