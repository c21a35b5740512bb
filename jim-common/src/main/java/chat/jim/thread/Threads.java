package chat.jim.thread;

import chat.jim.fault.FatalErrors;
import chat.jim.log.OncePerMinute;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supplies the threads of connections: virtual ones if the JDK has them (21 and later), otherwise pooled platform
 * threads. {@link ThreadChoice} may move a connection from a virtual thread to a platform one, and back. Nobody outside of
 * this package knows the difference. Do not keep a processor busy on these threads, as with a hash or a flush to the disk:
 * it would delay other connections.
 */
public final class Threads {
    private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;

    /** Read by the JDK at its first virtual thread. */
    private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

    private static final Executor EXECUTOR = VIRTUAL ? virtual() : platform();
    private static final @Nullable StarvationWatch STARVATION = VIRTUAL ? new StarvationWatch(EXECUTOR::execute) : null;

    /** Idle until there are no other threads. A peer that does not read may hold one up, but hardly all. */
    private static final int RESERVED = 4;

    private static final Executor RESERVE = VIRTUAL ? EXECUTOR : reserve();
    private static final OncePerMinute WARNING = new OncePerMinute();

    private Threads() {}

    /**
     * The number of processors for the virtual threads. They get half of them: the other half is busy with the kernel's
     * and the peers' share of each message. With more, the threads mostly wake each other.
     */
    private static int processors() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * Runs the task on a thread of its own, which does not keep the program alive. A failure of the task is logged, unless
     * it is fatal ({@link FatalErrors}).
     *
     * @throws OutOfMemoryError there are no more threads
     */
    public static void start(Runnable task) {
        try {
            EXECUTOR.execute(() -> FatalErrors.guard(task));
        } catch (OutOfMemoryError e) {
            FatalErrors.check(e);
            if (WARNING.isDue()) {
                LOG.warn("Out of threads: refusing what needs one. {}", e.getMessage());
            }
            throw e;
        }
    }

    /** The same for a task that is done soon, such as a write. Out of threads, it waits for one of a few in reserve. */
    public static void startShort(Runnable task) {
        try {
            start(task);
        } catch (OutOfMemoryError e) {
            RESERVE.execute(() -> FatalErrors.guard(task));
        }
    }

    /**
     * Runs the rest of a long task on a new thread, if that saves memory: a virtual thread keeps as much of it as its
     * deepest wait has needed. True if it does; the caller must then do nothing more.
     */
    public static boolean moveOn(Runnable rest) {
        if (VIRTUAL) {
            start(rest);
        }
        return VIRTUAL;
    }

    /**
     * Starts the threads that all connections need, before a limit on threads may be in the way. Virtual threads are carried
     * by others, which end after half a minute without work: call this more often than that.
     */
    public static void keepReady() {
        for (int i = 0; VIRTUAL && i < processors(); i++) {
            start(() -> LockSupport.parkNanos(1)); // a timed wait needs a thread of its own, too
        }
    }

    /**
     * Has virtual threads wait for a socket once: the JDK opens files for that at the first time, and later there may be none
     * left. Returns when it has.
     */
    public static void openSelectors() {
        if (VIRTUAL) {
            CompletableFuture<Void> opened = new CompletableFuture<>();
            start(() -> {
                try {
                    awaitNobody();
                } finally {
                    opened.complete(null);
                }
            });
            opened.join();
        }
    }

    private static void awaitNobody() {
        try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody.setSoTimeout(1);
            nobody.accept().close();
        } catch (IOException e) {
            return; // nobody has come
        }
    }

    /**
     * Lets other connections run first, which the system does for platform threads anyway. Call it on a thread of these
     * whenever it has been busy for a while, and before it waits: more input may have arrived by the time it runs again.
     *
     * @return whether others had something to do meanwhile
     */
    public static boolean giveWay() {
        return STARVATION != null && STARVATION.giveWay();
    }

    /** The bytes of Java's memory that the two threads of a connection take while one reads and one writes. */
    public static int memoryOfConnection() {
        return VIRTUAL ? 4 * 1024 : 12 * 1024;
    }

    /** Whether these threads are virtual ones. */
    static boolean areVirtual() {
        return VIRTUAL;
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
        return Executors.newCachedThreadPool(named("jim-"));
    }

    private static Executor reserve() {
        ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(RESERVED, named("reserve-"));
        pool.prestartAllCoreThreads();
        return pool;
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
