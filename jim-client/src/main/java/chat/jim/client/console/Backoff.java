package chat.jim.client.console;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try to connect: a second at first, then ever longer, up to a minute. A random share is
 * added, so that those who have lost a server at once do not all come back at once.
 */
final class Backoff {
    private static final long FIRST_MILLIS = 1000;
    private static final long LONGEST_MILLIS = 60_000;
    private static final double JITTER = 0.25;

    private final RandomGenerator random;
    private long millis = FIRST_MILLIS;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The next pause. */
    Duration next() {
        long pause = Math.min(LONGEST_MILLIS, Math.round(millis * (1 + JITTER * random.nextDouble())));
        millis = Math.min(LONGEST_MILLIS, 2 * millis);
        return Duration.ofMillis(pause);
    }
}
