package chat.jim.server.session;

import chat.jim.protocol.Code;
import chat.jim.server.config.Timing;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Probes the peers that have fallen silent, and sends away those that stay silent, and those that do not come online
 * (PROTOCOL.md, section 8). To be asked to look every {@link #period}, by one thread.
 */
public final class Prober {
    /** How much later than asked for something may happen, as a part of the shortest time. */
    private static final int PRECISION = 8;

    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(5);

    private final ServerContext services;
    private final Timing timing;

    public Prober(ServerContext services, Timing timing) {
        this.services = services;
        this.timing = timing;
    }

    /** How many nanoseconds to let pass between two looks. */
    public long period() {
        long shortest = Stream.of(timing.login(), timing.probeInterval(), timing.probeTimeout())
                .filter(time -> !time.isZero())
                .mapToLong(Duration::toNanos)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.max(SHORTEST_PERIOD, shortest / PRECISION);
    }

    /** Looks at each of them, at the time {@code now} in nanoseconds. */
    public void look(Collection<ConnectionHandler> conversations, long now) {
        for (ConnectionHandler conversation : conversations) {
            look(conversation, now);
        }
    }

    private void look(ConnectionHandler conversation, long now) {
        IdleClock silence = conversation.silence();
        if (conversation.owing()) {
            silence.restart(now);
            return;
        }
        long silent = silence.lasted(now);
        if (!conversation.onlineOrOver() && isOver(timing.login(), silence.connected(now))) {
            conversation.dismiss(services.response(
                    Code.IMPORTANT, "You did not come online in time: connect again, and send a presence."));
        } else if (!conversation.knowsProbes()) {
            silence.restart(now);
        } else if (silence.probed() && silent >= timing.probeTimeout().toNanos()) {
            conversation.dismiss(services.response(
                    Code.IMPORTANT, "You have been silent for too long: connect again, and answer each probe."));
        } else if (!silence.probed() && isOver(timing.probeInterval(), silent)) {
            silence.probe(now);
            conversation.probe();
        }
    }

    /** Zero is never over. */
    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }
}
