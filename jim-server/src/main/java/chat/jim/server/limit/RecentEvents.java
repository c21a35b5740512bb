package chat.jim.server.limit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** Counts, for each address or name, what has happened within the last minute or hour. May be used from any thread. */
final class RecentEvents {
    /** The most names and addresses to remember, so that inventing new ones does not fill the memory. */
    private static final int REMEMBERED = 10_000;

    private final IntSupplier most;
    private final long window;
    private final LongSupplier nanos;

    /** The times of recent events; the least recently used entry is first. Guarded by this. */
    private final Map<Object, Deque<Long>> recent = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Deque<Long>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Allows {@code most} for each key within one {@code unit} of time, by a clock that only goes forward. */
    RecentEvents(IntSupplier most, TimeUnit unit, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        window = unit.toNanos(1);
    }

    /** How many seconds it takes until there may be another one; 0 if there may be one now. */
    synchronized long secondsToWait(Object key) {
        Deque<Long> times = recent.get(key);
        if (times == null) {
            return 0;
        }
        long now = nanos.getAsLong();
        times.removeIf(time -> now - time >= window);
        return times.size() < most.getAsInt() ? 0 : (long) Math.ceil((times.element() + window - now) / 1e9);
    }

    synchronized void count(Object key) {
        recent.computeIfAbsent(key, any -> new ArrayDeque<>()).add(nanos.getAsLong());
    }

    /** Counts one if there may be one now, and returns 0; else the seconds to wait. */
    synchronized long countOrWait(Object key) {
        long wait = secondsToWait(key);
        if (wait == 0) {
            count(key);
        }
        return wait;
    }
}
