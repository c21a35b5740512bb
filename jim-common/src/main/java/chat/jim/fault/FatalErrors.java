package chat.jim.fault;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what an error means for the process. It is fatal to be out of memory, and to be unable to load a class: nothing
 * can be trusted after that. To be out of threads is not: the task that wanted one is refused. Any other error ends only
 * what has thrown it, unless nothing works without that thread.
 *
 * <p>What is fatal goes to the handler of uncaught exceptions, and the program decides there how to end. All methods may be
 * called from any thread.
 */
public final class FatalErrors {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);

    /** How deep a fatal error may be wrapped. A chain of causes may be a circle. */
    private static final int DEPTH = 10;

    private FatalErrors() {}

    /** Runs a task that the process can do without. A failure is logged, unless it is fatal. */
    public static void guard(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            check(e);
            LOG.error("A task failed", e);
        }
    }

    /** Ends the process if {@code thrown} or one of its causes is fatal. */
    public static void check(Throwable thrown) {
        Throwable fatal = find(thrown);
        if (fatal != null) {
            end(fatal);
        }
    }

    /** Ends the process, because something that it cannot do without has failed. */
    public static void end(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    /** Whether the cause is a limit on threads, as for a user or a container. The next attempt may succeed. */
    public static boolean isOutOfThreads(Throwable thrown) {
        return thrown instanceof OutOfMemoryError
                && String.valueOf(thrown.getMessage()).contains("native thread");
    }

    /** Whether the process has no memory left. */
    public static boolean isOutOfMemory(Throwable thrown) {
        return thrown instanceof OutOfMemoryError && !isOutOfThreads(thrown);
    }

    /** Whether a part of the program could not be loaded, as when its jar was overwritten while it ran. */
    public static boolean isUnloadable(Throwable thrown) {
        return thrown instanceof LinkageError;
    }

    private static boolean isFatal(Throwable thrown) {
        return isUnloadable(thrown)
                || (thrown instanceof VirtualMachineError
                        && !(thrown instanceof StackOverflowError)
                        && !isOutOfThreads(thrown));
    }

    private static @Nullable Throwable find(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; i < DEPTH && cause != null; i++) {
            if (isFatal(cause)) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
