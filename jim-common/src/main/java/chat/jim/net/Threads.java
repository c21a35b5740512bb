package chat.jim.net;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Supplies the threads of connections: virtual ones if the JDK has them (21 and later), otherwise pooled platform
 * threads. No other class knows the difference. Do not keep a processor busy on these threads, as with a hash or a
 * flush to the disk: it would delay other connections.
 */
public final class Threads {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    /** Read by the JDK at its first virtual thread. */
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private static final Executor EXECUTOR = VIRTUAL ? virtual() : platform();
    private static final @Nullable StarvationWatch STARVATION = VIRTUAL ? new StarvationWatch(EXECUTOR::execute) : null;

    private Threads() {}

    /**
     * The number of processors for the virtual threads. They get half of them: the other half is busy with the kernel's
     * and the peers' share of each message. With more, the threads mostly wake each other.
     */
    private static int processors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** Runs the task on a thread of its own, which does not keep the program alive. */
    public static void start(Runnable task) {
        EXECUTOR.execute(task);
    }

    /**
     * Lets other connections run first, which the system does for platform threads anyway. Call it on a thread of these
     * whenever it has been busy for a while, and before it waits: more input may have arrived by the time it runs again.
     */
    public static void giveWay() {
        if (STARVATION != null) {
            STARVATION.giveWay();
        }
    }

    /** The kind of these threads, for logs: {@code virtual} or {@code platform}. */
    public static String kind() {
        return VIRTUAL ? "virtual" : "platform";
    }

    /** Uses reflection, since this is compiled for Java 17. */
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
