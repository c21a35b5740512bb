package chat.jim.thread;

import chat.jim.fault.FatalErrors;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform thread that serves one connection while there is no crowd, see {@link ThreadChoice}. */
final class CalmThread extends Thread {
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** Each takes some 40 kB, which would be too much for thousands of connections. */
    private static final int MOST = Math.min(64 * PROCESSORS, 256);

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final AtomicInteger BUSY = new AtomicInteger();

    /** Whether there were no more threads once: others may need the next ones more. */
    private static volatile boolean outOfThreads;

    private final Runnable task;

    private CalmThread(Runnable task) {
        super("calm");
        this.task = task;
        setDaemon(true);
    }

    /** Runs the task on such a thread; false if there are many already, or no more threads. */
    static boolean start(Runnable task) {
        if (COUNT.incrementAndGet() <= MOST && !outOfThreads) {
            try {
                new CalmThread(task).start();
                return true;
            } catch (OutOfMemoryError e) {
                FatalErrors.check(e);
                outOfThreads = true;
            }
        }
        COUNT.decrementAndGet();
        return false;
    }

    /** Whether the caller runs on such a thread. */
    static boolean isCurrent() {
        return Thread.currentThread() instanceof CalmThread;
    }

    @Override
    public void run() {
        BUSY.incrementAndGet();
        try {
            FatalErrors.guard(task);
        } finally {
            BUSY.decrementAndGet();
            COUNT.decrementAndGet();
        }
    }

    /** The current thread begins to wait for input. */
    static void beginWait() {
        BUSY.decrementAndGet();
    }

    /** The current thread has input; whether more such threads are busy now than there are processors. */
    static boolean endWait() {
        return BUSY.incrementAndGet() > PROCESSORS;
    }
}
