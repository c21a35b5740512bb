package chat.jim.conformance;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Names that nobody else on the server has. */
final class Names {
    private static final int LARGEST = 36 * 36 * 36 * 36;

    private final String run =
            Integer.toString(new Random().nextInt(LARGEST), 36).toLowerCase(Locale.ROOT);
    private final AtomicInteger count = new AtomicInteger();

    /** Another one, of at most 15 characters. */
    String next() {
        return "c" + run + "-" + count.incrementAndGet();
    }
}
