package chat.jim.process;

/**
 * Lets a program end properly at Ctrl-C, SIGTERM or a closed terminal: it runs a last action, and ends with status 0 instead
 * of Java's 130 or 143.
 */
public final class Signals implements AutoCloseable {
    private static final int FINE = 0;
    private static final long LONGEST_MILLIS = 20_000;

    private final Thread hook;

    private Signals(Runnable lastAction, int status) {
        hook = new Thread(
                () -> {
                    await(DaemonThreads.start("last action", lastAction));
                    Runtime.getRuntime().halt(status);
                },
                "signals");
    }

    /** Waits, but not forever: a program that was told to end must not hang. */
    private static void await(Thread lastAction) {
        try {
            lastAction.join(LONGEST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until this is closed, a signal runs {@code lastAction} on a new thread and ends the program. */
    public static Signals handle(Runnable lastAction) {
        return handle(lastAction, FINE);
    }

    /** The same for a program whose work is incomplete when a signal comes: it ends with {@code status}. */
    public static Signals handle(Runnable lastAction, int status) {
        Signals signals = new Signals(lastAction, status);
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
}
