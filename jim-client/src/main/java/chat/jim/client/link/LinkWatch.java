package chat.jim.client.link;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Judges whether a link is dead though nobody has ended it, as when a router has forgotten it. Silence proves nothing: the
 * client has to ask first, and only if nothing is heard after that, the server is lost. May be used from any thread.
 */
public final class LinkWatch {
    /** What to do about the link. */
    public enum Verdict {
        /** Nothing: it lives, as far as one can tell. */
        FINE,
        /** Make a request, to hear something. */
        ASK,
        /** Give it up. */
        LOST
    }

    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(1);

    /** A server that probes more seldom than this is asked more often. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(20);

    private final Patience patience;
    private final InstantSource clock;
    private final Duration period;

    private Instant lastLook;
    private Instant lastHeard;
    private Instant lastSent;

    /** Since when an answer has been missing, or something has last been heard. */
    private Instant waitingSince;

    /** When the server was asked, if nothing has been heard since; else {@link Instant#MAX}. */
    private Instant asked = Instant.MAX;

    private boolean messageSinceSent;

    /** Twice the longest probe interval that was seen; zero before the first probe. */
    private Duration learnt = Duration.ZERO;

    /** Begins with a link over which something was just heard. */
    public LinkWatch(Patience patience, InstantSource clock) {
        this.patience = patience;
        this.clock = clock;
        Duration quarter = patience.answer().dividedBy(4);
        period = quarter.compareTo(LONGEST_PERIOD) < 0 ? quarter : LONGEST_PERIOD;
        lastLook = clock.instant();
        lastHeard = lastLook;
        lastSent = lastLook;
        waitingSince = lastLook;
    }

    /** How often to {@link #look}. */
    public Duration period() {
        return period;
    }

    /** From now on it is looked at. */
    public synchronized void begin() {
        lastLook = clock.instant();
        hearAt(lastLook);
    }

    /** A request is sent; is it the only one that is not answered? */
    public synchronized void sent(boolean only) {
        lastSent = clock.instant();
        messageSinceSent = false;
        if (only) {
            waitingSince = lastSent;
        }
    }

    /** Something was received, whatever it is. */
    public synchronized void heard() {
        hearAt(clock.instant());
    }

    private void hearAt(Instant now) {
        lastHeard = now;
        waitingSince = now;
        asked = Instant.MAX;
    }

    /** A message was received: the probe after it may be one about messages, which comes at any time. */
    public synchronized void heardMessage() {
        messageSinceSent = true;
    }

    /** A probe was received: the client has been silent for the server's probe interval. */
    public synchronized void heardProbe() {
        Duration twice = Duration.between(lastSent, clock.instant()).multipliedBy(2);
        if (!messageSinceSent && twice.compareTo(learnt) > 0 && twice.compareTo(patience.answer()) > 0) {
            learnt = twice.compareTo(LONGEST_SILENCE) < 0 ? twice : LONGEST_SILENCE;
        }
    }

    /**
     * Judges the link.
     *
     * @param unanswered whether any request is not answered
     * @param busy whether something was received that is still being handled, so that no more is read
     */
    public synchronized Verdict look(boolean unanswered, boolean busy) {
        Instant now = clock.instant();
        Duration since = Duration.between(lastLook, now);
        lastLook = now;
        boolean late = since.isNegative()
                || since.minus(period).compareTo(patience.answer().dividedBy(2)) > 0;
        if (busy || late) {
            // The silence may have been on this side: this machine was suspended, or the terminal takes no more.
            hearAt(now);
            return busy ? Verdict.FINE : ask(now);
        }
        if (!asked.equals(Instant.MAX)) {
            return hasPassed(patience.answer(), asked, now) ? Verdict.LOST : Verdict.FINE;
        }
        boolean silent = hasPassed(learnt.isZero() ? patience.silence() : learnt, lastHeard, now);
        boolean unheard = unanswered && hasPassed(patience.answer(), waitingSince, now);
        return silent || unheard ? ask(now) : Verdict.FINE;
    }

    private Verdict ask(Instant now) {
        asked = now;
        return Verdict.ASK;
    }

    private static boolean hasPassed(Duration time, Instant since, Instant now) {
        return Duration.between(since, now).compareTo(time) >= 0;
    }
}
