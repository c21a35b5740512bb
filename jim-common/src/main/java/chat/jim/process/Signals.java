package chat.jim.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets a program end properly at Ctrl-C, SIGTERM or a closed terminal: it runs a last action, and ends with status 0
 * instead of Java's 130 or 143.
 */
public final class Signals implements AutoCloseable {
    private static final int FINE = 0;
    private static final int CUT_SHORT = 1;
    private static final long LONGEST_MILLIS = 20_000;

    /** A second signal so soon counts as the first: some supervisors pass on what the terminal has sent already. */
    private static final long SAME_NANOS = 1_000_000_000;

    /** At a second signal: long enough to print a line, even if a terminal or a disk has stopped. */
    private static final long LAST_WORDS_MILLIS = 1_000;

    private final Thread hook;

    private Signals(Runnable lastAction, int status, long longestMillis, @Nullable Runnable lastWords) {
        hook = new Thread(
                () -> {
                    if (lastWords != null) {
                        endAtNext(lastWords);
                    }
                    await(DaemonThreads.start("last action", lastAction), longestMillis);
                    Runtime.getRuntime().halt(status);
                },
                "signals");
    }

    private static void await(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Until this is closed, a signal runs {@code lastAction} on a new thread and ends the program. A program that was told
     * to end must not hang: it ends after 20 seconds at the latest.
     */
    public static Signals handle(Runnable lastAction) {
        return handle(lastAction, FINE);
    }

    /** The same for a program whose work is incomplete when a signal comes: it ends with {@code status}. */
    public static Signals handle(Runnable lastAction, int status) {
        return start(new Signals(lastAction, status, LONGEST_MILLIS, null));
    }

    /**
     * The same, but a second Ctrl-C or SIGTERM ends the program at once, with status 1.
     *
     * @param longest how long the last action may take; zero means as long as it needs
     * @param lastWords runs at the second signal, on a thread of its own; gets a second
     */
    public static Signals handle(Runnable lastAction, Duration longest, Runnable lastWords) {
        return start(new Signals(lastAction, FINE, longest.toMillis(), lastWords));
    }

    /** The same for a program with a last action of its own for a closed terminal (SIGHUP), unless that is ignored. */
    public static Signals handle(Runnable lastAction, Runnable atHangUp) {
        AtomicBoolean hungUp = new AtomicBoolean();
        set("HUP", () -> {
            hungUp.set(true);
            System.exit(FINE);
        });
        return handle(() -> (hungUp.get() ? atHangUp : lastAction).run());
    }

    private static Signals start(Signals signals) {
        Runtime.getRuntime().addShutdownHook(signals.hook);
        return signals;
    }

    /** Gives signals their usual effect again. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // A signal has come first, and the program is already ending.
        }
    }

    /**
     * Ignores Ctrl-C and a closed terminal, which a launcher and its children are told of alike. The launcher passes that on
     * as SIGTERM, which would otherwise count as the second signal.
     */
    public static void leaveTerminalToLauncher() {
        set("INT", () -> {});
        set("HUP", () -> {});
    }

    /**
     * From now on SIGHUP does what is given to the result, on a thread of its own; what comes earlier counts once, and then. If it
     * comes because the terminal of this program was closed, it ends the program as always.
     */
    public static Consumer<Runnable> handleHangUps() {
        FileInputStream terminal = terminal();
        HangUps hangUps = new HangUps();
        set("HUP", () -> {
            if (terminal != null && isClosed(terminal)) {
                System.exit(FINE);
            }
            hangUps.came();
        });
        return hangUps::handle;
    }

    /** What happens at each SIGHUP, and whether one came before that was known. Both guarded by this. */
    private static final class HangUps {
        private @Nullable Runnable action;
        private boolean isWaiting;

        private synchronized void came() {
            if (action == null) {
                isWaiting = true;
            } else {
                DaemonThreads.start("hang-up", action);
            }
        }

        private synchronized void handle(Runnable atEach) {
            action = atEach;
            if (isWaiting) {
                came();
            }
        }
    }

    /** Stays open: when the signal comes, there may be no file left that can be opened. */
    private static @Nullable FileInputStream terminal() {
        try {
            return new FileInputStream("/dev/tty");
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean isClosed(FileInputStream terminal) {
        try {
            return terminal.available() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    /** SIGHUP does not count: a terminal and its shell both send it. */
    private static void endAtNext(Runnable lastWords) {
        long start = System.nanoTime();
        Runnable end = () -> {
            if (System.nanoTime() - start > SAME_NANOS) {
                await(DaemonThreads.start("last words", lastWords), LAST_WORDS_MILLIS);
                Runtime.getRuntime().halt(CUT_SHORT);
            }
        };
        set("INT", end);
        set("TERM", end);
    }

    /**
     * Sets what happens at a signal. Java has no supported way to see a second one, and javac always warns of this one,
     * hence the reflection. Where it is missing, a signal keeps its effect.
     */
    private static void set(String name, Runnable effect) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling = Proxy.newProxyInstance(
                    handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        effect.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (ReflectiveOperationException e) {
            // This system has no such signal, or -Xrs leaves it to others.
        }
    }
}
