package chat.jim.server.session;

/**
 * How long one peer has been silent. The thread that reads from the peer stops it; all else belongs to the
 * {@link Prober}'s thread. An object takes no time stamp: objects come far more often than anybody asks for the time.
 */
final class IdleClock {
    private final long connected;
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

    /** How long the peer has been connected. */
    long connected(long now) {
        return now - connected;
    }

    /** How long the peer has been silent: since the last call, if it has sent something meanwhile. */
    long silent(long now) {
        if (stopped) {
            stopped = false;
            probed = false;
            since = now;
        }
        return now - since;
    }

    /** Starts anew: the server keeps the peer waiting, so the peer cannot answer yet. */
    void restart(long now) {
        since = now;
    }

    /** The peer is probed in this silence. */
    void markProbed(long now) {
        probed = true;
        since = now;
    }

    boolean probed() {
        return probed;
    }
}
