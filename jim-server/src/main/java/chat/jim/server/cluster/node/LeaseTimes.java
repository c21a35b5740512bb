package chat.jim.server.cluster.node;

import java.time.Duration;

/**
 * The times of leases.
 *
 * @param refresh how often a node refreshes its own, and looks at those of the others
 * @param doubt after so long without an acknowledged refresh a node counts as doubtful
 * @param lease so long a node counts as up, from when its last acknowledged refresh was sent
 * @param patience so long others see no refresh before they break a lease; longer than the lease, whatever their clocks do
 */
public record LeaseTimes(Duration refresh, Duration doubt, Duration lease, Duration patience) {
    /** The writes of an engine that loses its leader stand still for up to 10 seconds. */
    public static final LeaseTimes USUAL = new LeaseTimes(
            Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(15), Duration.ofSeconds(20));

    /**
     * Checks their order.
     *
     * @throws IllegalArgumentException they do not get longer from one to the next
     */
    public LeaseTimes {
        if (refresh.isNegative()
                || refresh.compareTo(doubt) >= 0
                || doubt.compareTo(lease) >= 0
                || lease.compareTo(patience) >= 0) {
            throw new IllegalArgumentException("The times of a lease have to get longer from one to the next.");
        }
    }
}
