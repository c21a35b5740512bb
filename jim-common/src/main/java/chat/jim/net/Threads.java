package chat.jim.net;

import java.lang.reflect.Method;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the threads of connections come from: virtual ones where the JDK has them (21 and later), else platform ones
 * that are used again. The only class that knows the difference.
 */
public final class Threads {
    private static final boolean VIRTUAL = Runtime.version().feature() >= 21;
    private static final Executor EXECUTOR = VIRTUAL ? virtual() : platform();

    private Threads() {}

    /** Runs the task on a thread of its own, which keeps no program alive. */
    public static void start(Runnable task) {
        EXECUTOR.execute(task);
    }

    /** What kind of threads these are, for people: {@code virtual} or {@code platform}. */
    public static String kind() {
        return VIRTUAL ? "virtual" : "platform";
    }

    /** By reflection, since this is compiled for Java 17. */
    private static Executor virtual() {
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
