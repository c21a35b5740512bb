package chat.jim.process;

import java.util.concurrent.TimeUnit;

/**
 * Ties a program to the launcher that started it: when the launcher has ended, in whatever way, the program ends as at a
 * signal.
 */
public final class ParentProcess {
    private static final String PROPERTY = "jim.parent";
    private static final String SHARED_CONSOLE = "jim.console";
    private static final long POLL_MILLIS = 500;

    private ParentProcess() {}

    /** The {@code java} option that makes a child end with this process. */
    public static String option() {
        return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
    }

    /** The {@code java} option that tells a child that a person types its lines, at a console that others share. */
    public static String sharedConsoleOption() {
        return "-D" + SHARED_CONSOLE + "=shared";
    }

    /** Whether a person types the lines of this program at a console that others share. */
    public static boolean sharesConsole() {
        return System.getProperty(SHARED_CONSOLE) != null;
    }

    /** Whether a launcher has started this program. */
    public static boolean exists() {
        return System.getProperty(PROPERTY) != null;
    }

    /** Ends this program when the parent named by its {@link #option} has ended. Does nothing without that option. */
    public static void follow() {
        Long parent = Long.getLong(PROPERTY);
        if (parent != null) {
            DaemonThreads.start("parent", () -> endAfter(parent));
        }
    }

    private static void endAfter(long parent) {
        ProcessHandle.of(parent).map(ProcessProbe::new).ifPresent(ParentProcess::awaitEnd);
        System.exit(1);
    }

    private static void awaitEnd(ProcessProbe process) {
        try {
            while (process.isRunning()) {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
