package chat.jim.launcher.window;

import chat.jim.launcher.process.ChildProcess;
import chat.jim.launcher.process.Client;
import chat.jim.launcher.process.Role;
import chat.jim.text.Texts;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * No windows at all: every line of the clients is shown on the launcher's console behind its name, and what is typed
 * there begins with a client's number. May be used from any thread.
 */
final class SharedConsole implements Windows {
    private static final Texts TEXTS = Texts.of(SharedConsole.class);
    private static final long PATIENCE_SECONDS = 60;
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final List<ChildProcess> clients = new CopyOnWriteArrayList<>();

    /**
     * One for each chat client, completed once it says that it is connected, in a line that ends with its name in every
     * language; or once it has ended, or has been waited for long enough.
     */
    private final List<CompletableFuture<Void>> ready = new CopyOnWriteArrayList<>();

    /** When a line last went in or out, by the nano clock. */
    private volatile long lastLine = System.nanoTime();

    /** Prints to {@code out}. */
    SharedConsole(PrintStream out) {
        this.out = out;
    }

    @Override
    public Client start(String name, Role role, List<String> command, Consumer<Client.End> onEnd) {
        CompletableFuture<Void> connected =
                new CompletableFuture<Void>().completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS);
        Consumer<String> reader = line -> {
            lastLine = System.nanoTime();
            out.println(name + " | " + line);
            if (line.endsWith(" " + name + ".")) {
                connected.complete(null);
            }
        };
        ChildProcess client = ChildProcess.start(name, command, reader, status -> {
            connected.complete(null);
            onEnd.accept(new Client.End(OptionalInt.of(status), null));
        });
        clients.add(client);
        switch (role) {
            case CLIENT -> ready.add(connected);
            case READER -> client.endInput();
            case WRITER -> {} // says nothing when it is connected
        }
        return client;
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

    /** In a busy room it is never quiet. */
    @Override
    public void awaitQuiet() {
        long latest = System.nanoTime() + LONGEST_NANOS;
        try {
            for (long left = QUIET_NANOS; left > 0 && System.nanoTime() < latest; ) {
                TimeUnit.NANOSECONDS.sleep(left);
                left = lastLine + QUIET_NANOS - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
