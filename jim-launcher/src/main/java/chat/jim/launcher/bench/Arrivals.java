package chat.jim.launcher.bench;

import java.util.HashSet;
import java.util.Set;

/** Which of one sender's numbered messages have come to one receiver. Not for more than one thread. */
final class Arrivals {
    private final Set<Long> missing = new HashSet<>();
    private long next;
    private long doubled;
    private long outOfOrder;

    /** The number after the highest that has come. */
    long next() {
        return next;
    }

    /** Takes note of a message; false if it had come before. */
    boolean add(long number) {
        if (number >= next) {
            for (long skipped = next; skipped < number; skipped++) {
                missing.add(skipped);
            }
            next = number + 1;
            return true;
        }
        if (missing.remove(number)) {
            outOfOrder++;
            return true;
        }
        doubled++;
        return false;
    }

    /** How many have not come, of so many that were sent. */
    long lost(long sent) {
        return missing.size() + sent - next;
    }

    /** How many came again. */
    long doubled() {
        return doubled;
    }

    /** How many came after a later one. */
    long outOfOrder() {
        return outOfOrder;
    }
}
