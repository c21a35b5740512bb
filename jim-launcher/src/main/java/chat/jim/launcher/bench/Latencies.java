package chat.jim.launcher.bench;

/**
 * Counts times in buckets of which each is at most 1/64 of its value wide, so that it stays small however many there are.
 * Not for more than one thread.
 */
public final class Latencies {
    private static final int BITS = 6;
    private static final int STEPS = 1 << BITS;

    /** Over two minutes; what is longer is counted as that, and only {@link #max} tells it. */
    private static final long LARGEST = (1L << 37) - 1;

    private final long[] counts = new long[bucket(LARGEST) + 1];
    private long count;
    private long max;

    /** Without any times. */
    public Latencies() {}

    /** Counts one time. */
    void record(long nanos) {
        counts[bucket(nanos)]++;
        count++;
        max = Math.max(max, nanos);
    }

    /** Counts all of the others too. */
    void add(Latencies others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        count += others.count;
        max = Math.max(max, others.max);
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    /** The longest in nanoseconds, exactly; 0 if there are none. */
    public long max() {
        return max;
    }

    /** The time in nanoseconds within which {@code share} of them lie, at most 1/64 too long; 0 if there are none. */
    public long within(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(largestOf(i), max);
            }
        }
        return max;
    }

    /** Up to twice the steps each value has a bucket of its own; from there on each doubling has as many as steps. */
    private static int bucket(long nanos) {
        long value = Math.max(0, Math.min(nanos, LARGEST));
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(value));
        return shift * STEPS + (int) (value >> shift);
    }

    private static long largestOf(int bucket) {
        int shift = Math.max(0, bucket / STEPS - 1);
        return ((bucket - (long) shift * STEPS + 1) << shift) - 1;
    }
}
