package chat.jim.client.screen;

import chat.jim.client.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The terminal's bell: rings for what a person wants to hear, at most once a second. May be used from any thread. */
final class Bell {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BellChoice choice;
    private final Terminal terminal;
    private final InstantSource clock;
    private Instant silentUntil = Instant.MIN;

    Bell(BellChoice choice, Terminal terminal, InstantSource clock) {
        this.choice = choice;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Rings for a message, which may be for the user alone, or name the user. */
    synchronized void ring(boolean concernsUser) {
        boolean wanted = choice == BellChoice.ALL || (choice == BellChoice.MENTIONS && concernsUser);
        Instant now = clock.instant();
        if (wanted && !now.isBefore(silentUntil)) {
            silentUntil = now.plus(PAUSE);
            terminal.ring();
        }
    }
}
