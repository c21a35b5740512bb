package chat.jim.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what has to come: so long that only a fault makes it too short, also on a busy machine. */
public final class Waiting {
    /** After that, what is awaited counts as missing. */
    public static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(10);

    private Waiting() {}

    /** Looks at once, and then again and again until the deadline. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(DEADLINE).pollDelay(Duration.ZERO).pollInterval(POLL);
    }
}
