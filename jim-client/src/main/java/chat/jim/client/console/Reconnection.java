package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.UntrustedServerException;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the client back online after the server was lost: tries again and again, with ever longer pauses, until it is
 * back, refused for good, or stopped. A thread of its own tries. May be used from any thread.
 */
final class Reconnection {
    private static final Logger LOG = LoggerFactory.getLogger(Reconnection.class);
    private static final Duration LONG = Duration.ofMinutes(1);

    /** The name is another's now, the password is not right any more, or the account is blocked: time mends none. */
    private static final List<Code> FINAL_CODES =
            List.of(Code.BAD_REQUEST, Code.UNAUTHORIZED, Code.WRONG_PASSWORD, Code.FORBIDDEN, Code.CONFLICT);

    /** Hears, on the trying thread, how it ended. */
    interface Listener {
        /** It is online again. */
        void onBack();

        /** The server has refused it for good. */
        void onRefused(Response answer);

        /** The server that is there now is not to be trusted, as the sentence says. */
        void onUntrusted(String sentence);
    }

    private final JimClient client;
    private final Listener listener;
    private final InstantSource clock;

    /** Held during a try, so that there is one at a time. */
    private final ReentrantLock trying = new ReentrantLock();

    private volatile Instant back = Instant.EPOCH;
    private Backoff backoff = new Backoff(new Random());

    /** Counts the starts and stops: a thread from before the last one has nothing to do any more. */
    private volatile int round;

    private volatile boolean active;

    Reconnection(JimClient client, Listener listener, InstantSource clock) {
        this.client = client;
        this.listener = listener;
        this.clock = clock;
    }

    /** Whether the server has refused for good with that. */
    static boolean isFinal(Code code) {
        return FINAL_CODES.contains(code);
    }

    /** Whether it is at it. */
    boolean isTrying() {
        return active;
    }

    /** Begins to try; with pauses as long as before, if the last time online was short. */
    synchronized void start() {
        if (back.plus(LONG).isBefore(clock.instant())) {
            backoff = new Backoff(new Random());
        }
        int mine = nextRound(true);
        Backoff pauses = backoff;
        DaemonThreads.start("reconnect", () -> run(mine, pauses));
    }

    /** Tries no more; a try that has begun is waited for, up to {@code patience}, and not heard of. */
    void stop(Duration patience) {
        nextRound(false);
        try {
            if (trying.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                trying.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int nextRound(boolean begins) {
        active = begins;
        return ++round;
    }

    private void run(int mine, Backoff pauses) {
        try {
            Response answer = null;
            while (answer == null) {
                TimeUnit.MILLISECONDS.sleep(pauses.next().toMillis());
                trying.lock();
                try {
                    answer = mine == round ? attempt() : null;
                } finally {
                    trying.unlock();
                }
                if (mine != round) {
                    return;
                }
            }
            tell(answer);
        } catch (UntrustedServerException e) {
            if (mine == round) {
                active = false;
                listener.onUntrusted(String.valueOf(e.getMessage()));
            }
        } catch (InterruptedException e) {
            LOG.error("Nobody should interrupt this thread", e);
        }
    }

    private void tell(Response answer) {
        back = clock.instant();
        active = false;
        if (answer.code().isError()) {
            listener.onRefused(answer);
        } else {
            listener.onBack();
        }
    }

    /** Tries once; null if it is worth another try. */
    private @Nullable Response attempt() throws UntrustedServerException {
        try {
            Response answer = client.comeBack();
            LOG.info("The server answers {}", answer.code());
            return answer.code().isError() && !isFinal(answer.code()) ? null : answer;
        } catch (UntrustedServerException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("Not back yet", e);
            return null;
        }
    }
}
