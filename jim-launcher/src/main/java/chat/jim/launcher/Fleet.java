package chat.jim.launcher;

import chat.jim.process.Background;
import chat.jim.process.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A server and its clients: starts their processes, shows every line of theirs behind its name, and leaves none behind.
 * May be used from any thread.
 */
final class Fleet {
    private static final String CONNECTED = "Connected to ";
    private static final long CLIENT_MILLIS = 3000;
    private static final long SERVER_MILLIS = 6000;
    private static final long QUIET_NANOS = 500_000_000;

    /** For Java, in a client: that ends before code which is optimized at length would have paid. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Jars jars;
    private final PrintStream out;
    private final List<Child> clients = new ArrayList<>();
    private final Set<Child> connecting = new HashSet<>();
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();
    private @Nullable Child server;
    private boolean stopping;

    /** When a line last went in or out, by the nano clock. */
    private volatile long lastLine = System.nanoTime();

    /** Runs programs of {@code jars}, and prints to {@code out}. */
    Fleet(Jars jars, PrintStream out) {
        this.jars = jars;
        this.out = out;
    }

    /**
     * Starts the server, and returns the port that it listens at.
     *
     * @throws Failure it does not listen
     */
    int startServer(List<String> options) {
        synchronized (this) {
            server = start("server", List.of(), "jim-server.jar", options);
            follow(server);
        }
        try {
            return port.join();
        } catch (CompletionException e) {
            throw new Failure("The server did not start; its own words are above.");
        }
    }

    /**
     * Starts a client of that role with these arguments; its number is one more than that of the last.
     *
     * @throws Failure it cannot be started, or all are ending already
     */
    synchronized void startClient(String name, Role role, List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(role.options());
        Child client = start(name, List.of(QUICK_START), "jim-client.jar", all);
        clients.add(client);
        switch (role) {
            case CLIENT -> connecting.add(client);
            case READER -> client.endInput();
            case WRITER -> {}
        }
        follow(client);
    }

    /** Waits until the chat clients say that they are connected, or have ended; readers and writers say nothing. */
    synchronized void awaitConnected() {
        try {
            while (!connecting.isEmpty() && !stopping) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all clients have ended, or the server has; true if all went well. */
    boolean awaitOver() {
        return over.join();
    }

    /** Ends the chat, once all that was typed before has had time to be said and shown. */
    synchronized void finish() {
        try {
            for (long left = nanosToQuiet(); left > 0 && !over.isDone(); left = nanosToQuiet()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        over.complete(true);
    }

    private long nanosToQuiet() {
        return QUIET_NANOS - (System.nanoTime() - lastLine);
    }

    /** Names the clients with their numbers, for people. */
    synchronized String list() {
        return IntStream.range(0, clients.size())
                .mapToObj(i -> (i + 1) + " " + clients.get(i).name())
                .collect(Collectors.joining(", "));
    }

    /** Types a line into the client of that number or name. */
    void type(String client, String line) {
        Child child = find(client);
        if (child == null) {
            out.println("There is no client " + client + ". There are: " + list() + ".");
            return;
        }
        lastLine = System.nanoTime();
        try {
            child.type(line);
        } catch (IOException e) {
            out.println(child.name() + " takes no input.");
        }
    }

    /** Ends all processes, the clients first, and waits until they are gone. */
    void stop() {
        List<Child> running;
        Child lastOne;
        synchronized (this) {
            stopping = true;
            notifyAll();
            running = List.copyOf(clients);
            lastOne = server;
        }
        running.forEach(Child::stop);
        running.forEach(client -> client.awaitEnd(CLIENT_MILLIS));
        if (lastOne != null) {
            lastOne.stop();
            lastOne.awaitEnd(SERVER_MILLIS);
        }
    }

    private synchronized @Nullable Child find(String client) {
        for (int i = 0; i < clients.size(); i++) {
            Child child = clients.get(i);
            if (client.equals(Integer.toString(i + 1)) || client.equals(child.name())) {
                return child;
            }
        }
        return null;
    }

    private synchronized Child start(String name, List<String> ofJava, String jar, List<String> arguments) {
        if (stopping) {
            throw new Failure("Stopped before everything had started.");
        }
        return jars.start(name, ofJava, jar, arguments);
    }

    private void follow(Child child) {
        Background.start(child.name(), () -> ended(child, child.follow(this::print)));
    }

    private void print(Child child, String line) {
        lastLine = System.nanoTime();
        out.println(child.name() + " | " + line);
        if (!port.isDone()) {
            Jars.port(line).ifPresent(port::complete);
        }
        if (line.startsWith(CONNECTED)) {
            connected(child);
        }
    }

    private synchronized void connected(Child child) {
        connecting.remove(child);
        notifyAll();
    }

    private void ended(Child child, int status) {
        connected(child);
        boolean isServer;
        boolean last;
        synchronized (this) {
            if (stopping) {
                return;
            }
            isServer = child.equals(server);
            last = clients.stream().noneMatch(Child::isAlive);
        }
        out.println(child.name() + " ended with status " + status + ".");
        if (isServer) {
            port.completeExceptionally(new IOException("The server ended."));
            over.complete(false);
        } else if (last) {
            over.complete(true);
        }
    }
}
