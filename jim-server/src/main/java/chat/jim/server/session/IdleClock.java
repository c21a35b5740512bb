package chat.jim.server.session;

/**
 * Measures how long one peer has been silent. The thread that reads from the peer stops the clock; all other methods
 * are for the thread of the {@link Prober}. Objects get no time stamps, since they come far more often than anybody
 * asks.
 */
final class IdleClock {
    private long connected;
    private volatile boolean stopped;
    private long since;
    private boolean probed;

    /** Starts at {@code now}, in nanoseconds of any clock that only goes forward. */
    IdleClock(long now) {
        connected = now;
        since = now;
    }

    /** The peer has sent something. */
    void stop() {
        if (!stopped) {
            stopped = true;
        }
    }

    /** How long the peer has been connected, or since {@link #restartAll}. */
    long connected(long now) {
        return now - connected;
    }

    /** How long the peer has been silent. If it has sent something since the last call, the silence begins now. */
    long silent(long now) {
        if (stopped) {
            stopped = false;
            probed = false;
            since = now;
        }
        return now - since;
    }

    /** Starts again, because the server keeps the peer waiting, so that the peer cannot answer yet. */
    void restart(long now) {
        since = now;
    }

    /** Starts again, and the peer counts as just connected: nobody has listened to it for a while. */
    void restartAll(long now) {
        connected = now;
        since = now;
    }

    /** The peer has been probed in this silence. */
    void markProbed(long now) {
        probed = true;
        since = now;
    }

    boolean probed() {
        return probed;
    }
}
