package chat.jim.launcher.window;

import chat.jim.launcher.process.ChildProcess;
import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Role;
import chat.jim.process.ParentProcess;
import chat.jim.text.Texts;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * No windows at all: the launcher's console shows every line of a client behind the client's name, and what is typed there
 * starts with a client's number. May be used from any thread.
 */
final class SharedConsole implements Windows {
    private static final Texts TEXTS = Texts.of(SharedConsole.class);
    private static final long PATIENCE_SECONDS = 60;
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final List<ChildProcess> clients = new CopyOnWriteArrayList<>();

    /**
     * One for each chat client. Completed when the client says that it is connected (that line ends with its name in every
     * language), has ended, or has taken too long.
     */
    private final List<CompletableFuture<Void>> ready = new CopyOnWriteArrayList<>();

    /** The names of the chat clients that have shown nothing since something was typed for them. */
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

    /** The names of the chat clients: they show something for each line, as other clients do not. */
    private final Set<String> answering = ConcurrentHashMap.newKeySet();

    /** When a line was last shown or typed, in {@code System.nanoTime()}. */
    private volatile long lastLine = System.nanoTime();

    /** Shows everything on {@code out}. */
    SharedConsole(PrintStream out) {
        this.out = out;
    }

    @Override
    public Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd) {
        CompletableFuture<Void> connected =
                new CompletableFuture<Void>().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        Consumer<String> reader = line -> {
            lastLine = System.nanoTime();
            unanswered.remove(name);
            out.println(name + " | " + line);
            if (line.endsWith(" " + name + ".")) {
                connected.complete(null);
            }
        };
        ChildProcess client = ChildProcess.start(name, forThisConsole(command), reader, status -> {
            connected.complete(null);
            answering.remove(name);
            unanswered.remove(name);
            onEnd.accept(new Client.End(OptionalInt.of(status), null));
        });
        clients.add(client);
        switch (role) {
            case CLIENT -> {
                ready.add(connected);
                answering.add(name);
            }
            case READER -> client.endInput();
            case WRITER -> {} // prints nothing when it is connected
        }
        return client;
    }

    /** The command, after the name of Java the option that makes the client ask, but for nothing secret. */
    private static List<String> forThisConsole(List<String> command) {
        List<String> all = new ArrayList<>(command);
        all.add(1, ParentProcess.sharedConsoleOption());
        return all;
    }

    @Override
    public void awaitReady() {
        CompletableFuture.allOf(ready.toArray(CompletableFuture[]::new)).join();
    }

    @Override
    public boolean leaveConsoleFree() {
        return false;
    }

    @Override
    public String usage() {
        return TEXTS.say("usage.shared", list());
    }

    private String list() {
        return IntStream.range(0, clients.size())
                .mapToObj(i -> (i + 1) + " " + clients.get(i).name())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void type(String line) {
        String[] words = line.split("\\s+", 2);
        ChildProcess client = find(words[0]);
        if (client == null) {
            out.println(TEXTS.say("client.unknown", words[0], list()));
            return;
        }
        lastLine = System.nanoTime();
        if (words.length > 1 && answering.contains(client.name())) {
            unanswered.add(client.name());
        }
        try {
            client.type(words.length > 1 ? words[1] : "");
        } catch (IOException e) {
            out.println(TEXTS.say("client.deaf", client.name()));
        }
    }

    private @Nullable ChildProcess find(String numberOrName) {
        for (int i = 0; i < clients.size(); i++) {
            ChildProcess client = clients.get(i);
            if (numberOrName.equals(Integer.toString(i + 1)) || numberOrName.equals(client.name())) {
                return client;
            }
        }
        return null;
    }

    /**
     * Waits until each chat client has shown what became of the line that was typed for it, and then until no line has come
     * for a moment; but not for long, since in a busy room it is never quiet.
     */
    @Override
    public void awaitQuiet() {
        try {
            long latestAnswer = System.nanoTime() + ANSWER_NANOS;
            while (!unanswered.isEmpty() && System.nanoTime() < latestAnswer) {
                TimeUnit.NANOSECONDS.sleep(POLL_NANOS);
            }
            long latest = System.nanoTime() + LONGEST_NANOS;
            for (long left = QUIET_NANOS; left > 0 && System.nanoTime() < latest; ) {
                TimeUnit.NANOSECONDS.sleep(left);
                left = lastLine + QUIET_NANOS - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
