package chat.jim.process;

import java.util.concurrent.TimeUnit;

/**
 * Ties a program to the launcher that started it: when the launcher is gone, however it ended, the program ends as at a
 * signal.
 */
public final class ParentProcess {
    private static final String PROPERTY = "jim.parent";
    private static final long LOOK_MILLIS = 500;

    private ParentProcess() {}

    /** The option for the {@code java} of a child that is to end with this process. */
    public static String option() {
        return "-D" + PROPERTY + "=" + ProcessHandle.current().pid();
    }

    /** Whether a launcher has started this program. */
    public static boolean exists() {
        return System.getProperty(PROPERTY) != null;
    }

    /** Ends this program when the parent that its {@link #option} names is gone; does nothing without one. */
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
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
