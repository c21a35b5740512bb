package chat.jim.thread;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Notices when virtual threads that are ready get no turn. The JDK's scheduler runs the threads that yield to each other
 * before it looks for any other, so a few busy ones can keep it from all others for good. The watch starts a probe, a
 * thread that does nothing, each {@link #TICK_NANOS}. If the probe had no turn by the next tick, all threads that give
 * way leave the scheduler for a while, and longer each time, until the probe has run. Runs only while threads give way.
 */
final class StarvationWatch {
    private static final long TICK_NANOS = 25_000_000;
    private static final long SHORTEST_PAUSE_NANOS = 100_000;
    private static final long LONGEST_PAUSE_NANOS = 100_000_000;

    private final Consumer<Runnable> starter;
    private final Thread watch = new Thread(this::watch, "starvation-watch");

    /** Whether a thread has given way since the last tick. */
    private volatile boolean busy;

    /** Whether the watch waits for {@link #busy} without a timeout. */
    private volatile boolean asleep;

    /** How often threads have given way. Some may not be counted: it only shows whether there are others. */
    private volatile long turns;

    private volatile boolean probeWaits;

    /** When the probe was found waiting, by {@link System#nanoTime}; 0 if none does. */
    private volatile long starvingSince;

    /** Starts probes by {@code starter}, which runs a task on a new virtual thread. */
    StarvationWatch(Consumer<Runnable> starter) {
        this.starter = starter;
        watch.setDaemon(true);
        watch.start();
    }

    /** Lets other virtual threads run first; whether others have given way meanwhile. Only for a virtual thread. */
    @SuppressWarnings("ThreadPriorityCheck") // a hint for speed: when it has no effect, the watch notices
    boolean giveWay() {
        if (!busy) {
            busy = true;
            if (asleep) {
                LockSupport.unpark(watch);
            }
        }
        long turn = turns + 1;
        turns = turn;
        long since = starvingSince;
        if (since == 0) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(
                    Math.min(LONGEST_PAUSE_NANOS, Math.max(SHORTEST_PAUSE_NANOS, System.nanoTime() - since)));
        }
        return turns != turn;
    }

    private void watch() {
        while (true) {
            if (busy) {
                busy = false;
                tick();
            } else {
                sleep();
            }
        }
    }

    private void tick() {
        if (!probeWaits) {
            probeWaits = true;
            startProbe();
        }
        LockSupport.parkNanos(TICK_NANOS);
        if (probeWaits && starvingSince == 0) {
            starvingSince = System.nanoTime() | 1;
            if (!probeWaits) {
                starvingSince = 0; // it has run just now, and has not seen that
            }
        }
    }

    /**
     * Each probe is started by a new thread. The scheduler has a queue for some threads together, and stays at one queue
     * while it is not empty: a probe in that of the busy threads would find nothing, so the next must be in another.
     */
    private void startProbe() {
        try {
            Thread thread = new Thread(() -> starter.accept(this::endStarvation), "starvation-probe");
            thread.setDaemon(true);
            thread.start();
        } catch (OutOfMemoryError e) {
            starter.accept(this::endStarvation); // out of threads
        }
    }

    /** Runs as the probe. */
    private void endStarvation() {
        probeWaits = false;
        starvingSince = 0;
    }

    private void sleep() {
        asleep = true;
        while (!busy) {
            LockSupport.park();
        }
        asleep = false;
    }
}
