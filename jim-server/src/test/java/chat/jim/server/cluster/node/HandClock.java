package chat.jim.server.cluster.node;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Stands still until a test moves it. */
final class HandClock implements LongSupplier {
    /** It soon overflows, as the real one may. */
    private static final long BEGIN = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private long now = BEGIN;

    private int readsBefore = -1;
    private Runnable action = () -> {};

    void advance(Duration time) {
        now += time.toNanos();
    }

    boolean isBefore(Duration sinceBegin) {
        return now - BEGIN < sinceBegin.toNanos();
    }

    /** Does something before the read after so many others: as if it happened between the two. */
    void afterReads(int reads, Runnable what) {
        readsBefore = reads;
        action = what;
    }

    @Override
    public long getAsLong() {
        if (readsBefore-- == 0) {
            action.run();
        }
        return now;
    }
}
