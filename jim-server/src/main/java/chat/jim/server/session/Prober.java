package chat.jim.server.session;

import chat.jim.protocol.Code;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.measure.Ending;
import chat.jim.server.peer.Replies;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Probes silent peers. It dismisses peers that stay silent, and peers that do not come online in time (PROTOCOL.md,
 * section 8). One thread calls {@link #tick} every {@link #period}. After a pause of the whole process, as when a laptop
 * was asleep, all times begin anew: what peers have sent meanwhile is still to be read.
 */
public final class Prober {
    /** The precision of all times, as a fraction of the shortest one. */
    private static final int PRECISION = 8;

    private static final long SHORTEST_PERIOD = TimeUnit.MILLISECONDS.toNanos(5);

    /** The times may become shorter when the settings are reloaded. */
    private static final long LONGEST_PERIOD = TimeUnit.SECONDS.toNanos(2);

    private final Supplier<ServerConfig.Timeouts> timeouts;
    private final Replies replies;

    /** Probes and dismisses after those times. */
    public Prober(Supplier<ServerConfig.Timeouts> timeouts, Replies replies) {
        this.timeouts = timeouts;
        this.replies = replies;
    }

    /** The nanoseconds between two ticks. */
    public long period() {
        long shortest = Stream.of(
                        timeouts.get().login(),
                        timeouts.get().probeInterval(),
                        timeouts.get().probeTimeout())
                .filter(time -> !time.isZero())
                .mapToLong(Duration::toNanos)
                .min()
                .orElse(Long.MAX_VALUE);
        return Math.min(LONGEST_PERIOD, Math.max(SHORTEST_PERIOD, shortest / PRECISION));
    }

    /**
     * Checks each of these connections at the time {@code now}, in nanoseconds.
     *
     * @param late whether this comes much later than due
     */
    public void tick(Collection<ConnectionHandler> handlers, long now, boolean late) {
        for (ConnectionHandler handler : handlers) {
            if (late) {
                handler.idle().restartAll(now);
            } else {
                tick(handler, now);
            }
        }
    }

    private void tick(ConnectionHandler handler, long now) {
        IdleClock idle = handler.idle();
        if (handler.isServedElsewhere()) { // the other server probes, and may have ended what this peer does not read
            if (isOver(timeouts.get().probeTimeout(), handler.stalledNanos(now))) {
                handler.drop();
            }
            return;
        }
        if (handler.keepsPeerWaiting()) {
            idle.restart(now);
            return;
        }
        long silent = idle.silent(now);
        if (!handler.isOnlineOrEnding() && isOver(timeouts.get().login(), idle.connected(now))) {
            handler.dismiss(
                    Ending.NO_LOGIN,
                    replies.of(Code.IMPORTANT, "You did not come online in time: connect again, and send a presence."));
        } else if (!handler.session().peer().knowsNotices()) {
            idle.restart(now);
        } else if (idle.probed() && silent >= timeouts.get().probeTimeout().toNanos()) {
            handler.dismiss(
                    Ending.SILENCE,
                    replies.of(
                            Code.IMPORTANT,
                            "You have been silent for too long: connect again, and answer each probe."));
        } else if (!idle.probed() && isOver(timeouts.get().probeInterval(), silent)) {
            idle.markProbed(now);
            handler.session().probe();
        }
    }

    /** A limit of zero is never over. */
    private static boolean isOver(Duration limit, long nanos) {
        return !limit.isZero() && nanos >= limit.toNanos();
    }
}
