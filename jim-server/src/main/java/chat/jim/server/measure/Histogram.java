package chat.jim.server.measure;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How often something took how long. From any thread. */
public final class Histogram {
    /** The upper bounds of its buckets, in seconds; a last bucket has all that is longer. */
    public static final List<Double> BOUNDS = List.of(0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0);

    private final List<LongAdder> buckets = IntStream.rangeClosed(0, BOUNDS.size())
            .mapToObj(any -> new LongAdder())
            .toList();
    private final LongAdder nanos = new LongAdder();

    /** It took that long. */
    public void add(long tookNanos) {
        double seconds = seconds(tookNanos);
        int bucket = 0;
        while (bucket < BOUNDS.size() && seconds > BOUNDS.get(bucket)) {
            bucket++;
        }
        buckets.get(bucket).increment();
        nanos.add(tookNanos);
    }

    private static double seconds(long nanos) {
        return (double) nanos / TimeUnit.SECONDS.toNanos(1);
    }

    /** How often it took at most as long as each bound, and how often in all. */
    public long[] cumulative() {
        long[] counts = buckets.stream().mapToLong(LongAdder::sum).toArray();
        for (int i = 1; i < counts.length; i++) {
            counts[i] += counts[i - 1];
        }
        return counts;
    }

    /** How many seconds it took in all. */
    public double seconds() {
        return seconds(nanos.sum());
    }
}
