package chat.jim.server.session;

/**
 * For how long one peer has been silent. The thread that reads from the peer says when it is not; all else belongs to the
 * {@link Prober}'s thread. It takes no time stamp at every object: they come far more often than they are asked for.
 */
final class IdleClock {
    private final long connected;
    private volatile boolean broken;
    private long since;
    private boolean probed;

    /** Begins at {@code now}, in nanoseconds of any clock that only goes forward. */
    IdleClock(long now) {
        connected = now;
        since = now;
    }

    /** The peer has sent something. */
    void end() {
        if (!broken) {
            broken = true;
        }
    }

    /** For how long the peer has been connected. */
    long connected(long now) {
        return now - connected;
    }

    /** For how long it has been silent, as far as is known: since it was last asked, if it has sent something. */
    long lasted(long now) {
        if (broken) {
            broken = false;
            probed = false;
            since = now;
        }
        return now - since;
    }

    /** It begins now: the peer is kept waiting, and cannot answer what has not been written yet. */
    void restart(long now) {
        since = now;
    }

    /** It has been probed in this silence. */
    void probe(long now) {
        probed = true;
        since = now;
    }

    boolean probed() {
        return probed;
    }
}
