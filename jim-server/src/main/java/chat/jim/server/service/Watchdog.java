package chat.jim.server.service;

import chat.jim.server.health.Health;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when systemd is told that the server lives: each time that the period is over and all threads that must not stand
 * still have moved since the last time. For one thread.
 */
final class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Health health;
    private final long period;
    private final Runnable alive;
    private long last;
    private boolean warned;

    /** @param period in nanoseconds, half of what systemd waits for */
    Watchdog(Health health, long period, Runnable alive, long now) {
        this.health = health;
        this.period = period;
        this.alive = alive;
        last = now;
    }

    /** How often to call {@link #tick}, in nanoseconds: often, so that a thread which moves again is seen in time. */
    long step() {
        return Math.min(period / 4, TimeUnit.SECONDS.toNanos(1));
    }

    /** Looks at the threads. The time is by {@link System#nanoTime}. */
    void tick(long now) {
        if (now - last < period) {
            return;
        }
        if (health.hasMovedSince(last)) {
            last = now;
            warned = false;
            alive.run();
        } else if (!warned && now - last > period + step()) {
            warned = true;
            LOG.warn("The watchdog is not told that the server lives. {}", health.standstill(last));
        }
    }
}
