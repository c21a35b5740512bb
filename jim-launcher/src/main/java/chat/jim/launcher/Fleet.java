package chat.jim.launcher;

import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Jars;
import chat.jim.launcher.process.JavaOptions;
import chat.jim.launcher.process.LocalServer;
import chat.jim.launcher.process.NatsProgram;
import chat.jim.launcher.process.Role;
import chat.jim.launcher.window.Windows;
import chat.jim.process.DaemonThreads;
import chat.jim.process.Failure;
import chat.jim.text.Texts;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One server, or several of one chat, and the clients: starts them, reports when one has ended, and leaves none behind. May be used from any thread. */
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
    private final List<LocalServer> servers = new ArrayList<>();

    /** In which several servers meet; null for one that is alone. */
    private @Nullable NatsProgram nats;

    private int endedServers;
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
     * Starts what several servers meet in, and returns its address.
     *
     * @param folder where it keeps what it keeps
     * @throws Failure it is not installed, too old, or has ended
     */
    String startNats(Path folder) {
        NatsProgram started;
        synchronized (this) {
            checkRunning();
            started = new NatsProgram(folder, this::natsEnded);
            nats = started;
        }
        String address = started.awaitAddress();
        out.println(TEXTS.say("nats.started", started.pid(), address));
        return address;
    }

    /**
     * Starts servers of those names, and returns their ports.
     *
     * @throws Failure one of them ended instead of listening
     */
    List<Integer> startServers(List<String> names, List<List<String>> options) {
        List<LocalServer> started = new ArrayList<>();
        synchronized (this) {
            checkRunning();
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                LocalServer server = new LocalServer(
                        name,
                        jars,
                        JavaOptions.SERVER.here(),
                        options.get(i),
                        line -> out.println(name + " | " + line),
                        status -> serverEnded(name, status));
                started.add(server);
                servers.add(server);
            }
        }
        List<Integer> ports = started.stream().map(LocalServer::awaitPort).toList();
        if (names.size() > 1) {
            for (int i = 0; i < names.size(); i++) {
                out.println(TEXTS.say(
                        "servers.started",
                        names.get(i),
                        Long.toString(started.get(i).pid()),
                        Integer.toString(ports.get(i))));
            }
            out.println(TEXTS.say("servers.kill", Long.toString(started.get(0).pid())));
        }
        return ports;
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
     * Waits until all clients have ended, or all servers have; false if the servers ended first.
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
        List<LocalServer> runningServers;
        synchronized (this) {
            stopping = true;
            running = List.copyOf(clients);
            runningServers = List.copyOf(servers);
        }
        running.forEach(Client::stop);
        running.forEach(client -> client.awaitEnd(CLIENT_MILLIS));
        windows.close();
        stop(runningServers, SERVER_PATIENCE);
    }

    /** The same at a second signal, which the server gets too: nothing is waited for. */
    void stopNow() {
        List<LocalServer> runningServers;
        synchronized (this) {
            stopping = true;
            runningServers = List.copyOf(servers);
        }
        stop(runningServers, MOMENT);
    }

    /** They end at the same time; what they meet in, after them. */
    private void stop(List<LocalServer> running, Duration patience) {
        List<Thread> waiting = running.stream()
                .skip(1)
                .map(server -> DaemonThreads.start("stop", () -> stop(server, patience)))
                .toList();
        running.stream().limit(1).forEach(server -> stop(server, patience));
        waiting.forEach(Fleet::awaitEnd);
        NatsProgram last;
        synchronized (this) {
            last = nats;
        }
        if (last != null) {
            last.stop();
        }
    }

    private static void awaitEnd(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(LocalServer running, Duration patience) {
        if (!running.stop(patience)) {
            out.println(TEXTS.say("server.writing", running.pid()));
        }
    }

    private synchronized void natsEnded(int status) {
        if (!stopping) {
            out.println(TEXTS.say("nats.gone", status));
        }
    }

    private synchronized void serverEnded(String name, int status) {
        if (stopping) {
            return;
        }
        out.println(TEXTS.say("ended.status", name, status));
        endedServers++;
        if (endedServers == servers.size()) {
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
