package chat.jim.server.health;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows whether a thread that must not stand still moves. Only that thread beats; any thread may ask. */
public final class Pulse {
    private static final int FRAMES = 12;

    private final String name;

    /** By {@link System#nanoTime}. */
    private volatile long last = System.nanoTime();

    private volatile @Nullable Thread thread;

    /** That of a thread which is called so in sentences. */
    public Pulse(String name) {
        this.name = name;
    }

    /** The thread moves. */
    public void beat() {
        if (thread != Thread.currentThread()) {
            thread = Thread.currentThread();
        }
        last = System.nanoTime();
    }

    /** Whether it has moved after that time. */
    boolean hasMovedSince(long time) {
        return last - time > 0;
    }

    /** That it stands still, as a sentence. */
    String standstill(long now) {
        return "The " + name + " has not moved for " + TimeUnit.NANOSECONDS.toSeconds(now - last) + " s.";
    }

    /** Where it stands now, the innermost method first; empty if it has never moved. */
    String place() {
        Thread standing = thread;
        return standing == null
                ? ""
                : Arrays.stream(standing.getStackTrace())
                        .limit(FRAMES)
                        .map(StackTraceElement::toString)
                        .collect(Collectors.joining(" < "));
    }
}
