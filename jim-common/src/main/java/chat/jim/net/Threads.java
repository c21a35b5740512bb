package chat.jim.net;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the threads of connections come from: virtual ones where the JDK has them (21 and later), else platform ones
 * that are used again. The only class that knows the difference. What holds up its processor (a hash, a flush to the disk)
 * is not for these threads: it would hold up others.
 */
public final class Threads {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    /** Read by the JDK at its first virtual thread. */
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private static final Executor EXECUTOR = VIRTUAL ? virtual() : platform();

    private Threads() {}

    /**
     * How many processors the virtual threads use: half of them, since the other half is busy with the kernel's and the
     * peers' share of each message; with more, they mostly wake each other.
     */
    private static int processors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Runs the task on a thread of its own, which keeps no program alive. */
    public static void start(Runnable task) {
        EXECUTOR.execute(task);
    }

    /**
     * Lets other threads run first, where that costs next to nothing: more may have come to be read by the time that this
     * thread runs again, and then it need not wait.
     */
    @SuppressWarnings("ThreadPriorityCheck") // a hint for speed: nothing depends on it
    static void yieldNow() {
        if (VIRTUAL) {
            Thread.yield();
        }
    }

    /** What kind of threads these are, for people: {@code virtual} or {@code platform}. */
    public static String kind() {
        return VIRTUAL ? "virtual" : "platform";
    }

    /** By reflection, since this is compiled for Java 17. */
    private static Executor virtual() {
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(PARALLELISM, String.valueOf(processors()));
        }
        try {
            Method ofVirtual = Thread.class.getMethod("ofVirtual");
            Method factory = Class.forName("java.lang.Thread$Builder").getMethod("factory");
            ThreadFactory threads = (ThreadFactory) factory.invoke(ofVirtual.invoke(null));
            return task -> threads.newThread(task).start();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("Java 21 and later have virtual threads", e);
        }
    }

    private static Executor platform() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "jim-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
