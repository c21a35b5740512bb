package chat.jim.launcher;

import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Jars;
import chat.jim.launcher.process.LocalServer;
import chat.jim.launcher.process.Role;
import chat.jim.launcher.window.Windows;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A server and its clients: starts them, tells when one has ended, and leaves none behind. May be used from any thread. */
final class Fleet {
    private static final Texts TEXTS = Texts.of(Fleet.class);
    private static final long CLIENT_MILLIS = 3000;

    /** For Java, in a client: that ends before code which is optimized at length would have paid. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Jars jars;
    private final Windows windows;
    private final PrintStream out;
    private final List<Client> clients = new ArrayList<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private @Nullable LocalServer server;
    private boolean stopping;
    private boolean complete;

    /** How many clients have said how they ended. */
    private int ended;

    /** Runs programs of {@code jars}, the clients in {@code windows}, and prints to {@code out}. */
    Fleet(Jars jars, Windows windows, PrintStream out) {
        this.jars = jars;
        this.windows = windows;
        this.out = out;
    }

    /**
     * Starts the server, and returns the port that it listens at.
     *
     * @throws Failure it does not listen
     */
    int startServer(List<String> options) {
        LocalServer started;
        synchronized (this) {
            checkRunning();
            started = new LocalServer(
                    jars, options, line -> out.println(LocalServer.NAME + " | " + line), this::serverEnded);
            server = started;
        }
        return started.awaitPort();
    }

    /**
     * Starts a client of that role with these arguments.
     *
     * @throws Failure it cannot be started, or all are ending already
     */
    synchronized void startClient(String name, Role role, List<String> arguments) {
        checkRunning();
        List<String> all = new ArrayList<>(arguments);
        all.addAll(role.options());
        List<String> command = jars.command("jim-client.jar", List.of(QUICK_START), all);
        clients.add(windows.start(name, role, command, end -> clientEnded(name, end)));
    }

    private synchronized void checkRunning() {
        if (stopping) {
            throw new Failure(TEXTS.say("stopped"));
        }
    }

    /**
     * Waits until all clients have ended, or the server has; true if all went well.
     *
     * @throws Failure a client could not begin
     */
    boolean awaitOver() {
        try {
            return over.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Failure failure ? failure : e;
        }
    }

    /** Ends the chat, once all that was typed before has had time to be said and shown. */
    void finish() {
        windows.awaitQuiet();
        over.complete(true);
    }

    /** Ends all processes, the clients first, and waits until they are gone. */
    void stop() {
        List<Client> running;
        LocalServer lastOne;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(clients);
            lastOne = server;
        }
        running.forEach(Client::stop);
        running.forEach(client -> client.awaitEnd(CLIENT_MILLIS));
        windows.close();
        if (lastOne != null) {
            lastOne.stop();
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
        ended++;
        OptionalInt status = end.status();
        out.println(status.isPresent() ? TEXTS.say("ended.status", name, status.getAsInt()) : TEXTS.say("ended", name));
        endWithTheLast();
    }

    /** No more clients will be started: the end of the last one is the end of all. */
    synchronized void allAreStarted() {
        complete = true;
        endWithTheLast();
    }

    private void endWithTheLast() {
        if (complete && ended > 0 && ended == clients.size()) {
            over.complete(true);
        }
    }
}
