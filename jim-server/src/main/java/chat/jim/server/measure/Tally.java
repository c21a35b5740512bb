package chat.jim.server.measure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by what happened. From any thread. */
public final class Tally {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** These are known from the beginning, so that each is there with a 0 before it happens. */
    public Tally(Iterable<String> known) {
        known.forEach(what -> counts.put(what, new LongAdder()));
    }

    /** It has happened once more. Only for what comes from a small set: nothing that a peer has written. */
    public void note(String what) {
        LongAdder count = counts.get(what);
        (count == null ? counts.computeIfAbsent(what, any -> new LongAdder()) : count).increment();
    }

    /** How often each has happened, sorted. */
    public Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((what, count) -> sums.put(what, count.sum()));
        return sums;
    }
}
