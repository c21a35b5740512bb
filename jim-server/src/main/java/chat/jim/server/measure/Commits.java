package chat.jim.server.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How the changes of a store went. From any thread. */
public final class Commits {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Histogram times = new Histogram();
    private final LongAdder changes = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable Failure last;

    /** @param time by {@link System#nanoTime} */
    private record Failure(String reason, long time) {}

    /** A transaction with so many changes is on the disk. */
    public void made(int count, long tookNanos) {
        last = null;
        times.add(tookNanos);
        changes.add(count);
    }

    /** So many changes failed, for that reason. */
    public void failed(int count, @Nullable String reason) {
        failures.add(count);
        last = new Failure(String.valueOf(reason), System.nanoTime());
    }

    /** Why the last change failed, if that was within a minute; after it, nobody knows whether the next one would. */
    public @Nullable String failure() {
        Failure failure = last;
        return failure == null || System.nanoTime() - failure.time() > MINUTE ? null : failure.reason();
    }

    /** The last failure says nothing of now. */
    public void forgetFailure() {
        last = null;
    }

    /** How long the transactions took. */
    public Histogram times() {
        return times;
    }

    /** How many changes were made. */
    public long changes() {
        return changes.sum();
    }

    /** How many changes failed. */
    public long failures() {
        return failures.sum();
    }
}
