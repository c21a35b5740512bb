package chat.jim.launcher.bench;

/** The measuring time, on a clock of its own that begins at 0. May be used from any thread. */
final class Interval {
    private final long origin = System.nanoTime();
    private volatile long begin = Long.MAX_VALUE;
    private volatile long end = Long.MAX_VALUE;

    /** Nanoseconds since this was made. */
    long now() {
        return System.nanoTime() - origin;
    }

    /** It begins now. */
    void begin() {
        begin = now();
    }

    /** It ends now. */
    void end() {
        end = now();
    }

    boolean contains(long time) {
        return time >= begin && time < end;
    }

    /** How long it was in seconds. */
    double seconds() {
        return (end - begin) / 1e9;
    }
}
