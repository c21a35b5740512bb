package chat.jim.launcher.bench;

/**
 * A histogram of times. Each bucket is at most 1/64 of its value wide, so the histogram stays small however many times are
 * recorded. For one thread.
 */
public final class Latencies {
    private static final int BITS = 6;
    private static final int STEPS = 1 << BITS;

    /** A bit over two minutes. Longer times are counted as this one; only {@link #max} is exact. */
    private static final long LARGEST = (1L << 37) - 1;

    private final long[] counts = new long[bucket(LARGEST) + 1];
    private long count;
    private long max;

    /** Records a time in nanoseconds. */
    public void record(long nanos) {
        counts[bucket(nanos)]++;
        count++;
        max = Math.max(max, nanos);
    }

    /** Adds all times of another histogram. */
    void add(Latencies others) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += others.counts[i];
        }
        count += others.count;
        max = Math.max(max, others.max);
    }

    /** How many times were recorded. */
    public long count() {
        return count;
    }

    /** The longest time in nanoseconds, exactly; 0 if there is none. */
    public long max() {
        return max;
    }

    /** The time in nanoseconds that {@code share} of all times do not exceed, at most 1/64 too long; 0 if there is none. */
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

    /** Values below twice STEPS have a bucket each; above, each doubling of the value has STEPS buckets. */
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
