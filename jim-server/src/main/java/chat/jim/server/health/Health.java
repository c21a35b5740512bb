package chat.jim.server.health;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server does its work. A thread that stands still is a reason to start the server anew; other trouble, such as a
 * full disk, is none, since the chat goes on and a new start would not help. From any thread; none waits.
 */
public final class Health {
    /** So long a thread may stand still. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final List<Pulse> pulses;
    private final List<Supplier<@Nullable String>> checks;

    /**
     * That of a server with these threads.
     *
     * @param checks each gives null, or a sentence that says what is wrong; it must not wait
     */
    Health(List<Pulse> pulses, List<Supplier<@Nullable String>> checks) {
        this.pulses = List.copyOf(pulses);
        this.checks = List.copyOf(checks);
    }

    /** Null if all is well; otherwise what is wrong, as a sentence. */
    public @Nullable String trouble() {
        return trouble(System.nanoTime());
    }

    @Nullable
    String trouble(long now) {
        Pulse standing = standing(now - PATIENCE);
        if (standing != null) {
            return standing.standstill(now);
        }
        return checks.stream()
                .map(Supplier::get)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
    }

    /** Whether all threads have moved after that time, by {@link System#nanoTime}. */
    public boolean hasMovedSince(long time) {
        return standing(time) == null;
    }

    /** Which thread stands still since that time, and where, for the log; empty if none does. */
    public String standstill(long since) {
        Pulse standing = standing(since);
        return standing == null ? "" : standing.standstill(System.nanoTime()) + " It is at: " + standing.place();
    }

    private @Nullable Pulse standing(long since) {
        return pulses.stream()
                .filter(pulse -> !pulse.hasMovedSince(since))
                .findFirst()
                .orElse(null);
    }
}
