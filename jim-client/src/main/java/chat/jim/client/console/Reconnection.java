package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.client.UntrustedServerException;
import chat.jim.client.screen.Display;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the client back online after the server was lost: tries again with ever longer pauses, on a thread of its own,
 * until the client is online, refused for good, or the trying is stopped. May be used from any thread.
 */
final class Reconnection {
    private static final Logger LOG = LoggerFactory.getLogger(Reconnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final double JITTER = 0.25;

    /** Being online for longer than this makes the pauses short again. */
    private static final Duration STABLE = Duration.ofMinutes(1);

    /** The name belongs to another user, the password is not right any more, or the account is blocked. */
    private static final List<Code> FINAL_CODES =
            List.of(Code.BAD_REQUEST, Code.UNAUTHORIZED, Code.WRONG_PASSWORD, Code.FORBIDDEN, Code.CONFLICT);

    private final JimClient client;
    private final Display display;
    private final InstantSource clock;
    private final Runnable onOnline;
    private final Runnable onGivenUp;

    /** Held during an attempt, so that there is one at a time. */
    private final ReentrantLock attempting = new ReentrantLock();

    private volatile Instant onlineAgain = Instant.EPOCH;

    /** Attempts since it was last online for long. Guarded by this. */
    private int attempts;

    /** The series of attempts that was started last; null if it is over. The thread of an earlier one just ends. */
    private final AtomicReference<@Nullable Object> current = new AtomicReference<>();

    /**
     * Tries nothing yet.
     *
     * @param display shows why it gave up
     * @param onOnline called on the trying thread when the client is online again
     * @param onGivenUp called on the trying thread when the server has refused the client for good, or is not trusted
     */
    Reconnection(JimClient client, Display display, InstantSource clock, Runnable onOnline, Runnable onGivenUp) {
        this.client = client;
        this.display = display;
        this.clock = clock;
        this.onOnline = onOnline;
        this.onGivenUp = onGivenUp;
    }

    /** Whether a refusal with that code is for good: trying again would not help. */
    static boolean isFinal(Code code) {
        return FINAL_CODES.contains(code);
    }

    boolean isTrying() {
        return current.get() != null;
    }

    /** Starts to try; if it was online for a short time only, with pauses as long as before. */
    synchronized void start() {
        if (onlineAgain.plus(STABLE).isBefore(clock.instant())) {
            attempts = 0;
        }
        Object series = new Object();
        current.set(series);
        DaemonThreads.start("reconnect", () -> run(series));
    }

    /** Stops; an attempt that has begun is waited for, up to {@code patience}, and its result ignored. */
    void stop(Duration patience) {
        current.set(null);
        try {
            if (attempting.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                attempting.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Object series) {
        try {
            Response answer = null;
            while (answer == null) {
                TimeUnit.MILLISECONDS.sleep(nextPause().toMillis());
                attempting.lock();
                try {
                    answer = current.get() == series ? attempt() : null;
                } finally {
                    attempting.unlock();
                }
                if (current.get() != series) {
                    return;
                }
            }
            if (current.compareAndSet(series, null)) {
                end(answer);
            }
        } catch (UntrustedServerException e) {
            if (current.compareAndSet(series, null)) {
                display.printError(String.valueOf(e.getMessage()));
                onGivenUp.run();
            }
        } catch (InterruptedException e) {
            LOG.error("Interrupted, though no other thread should do that", e);
        }
    }

    private synchronized Duration nextPause() {
        return pause(attempts++, ThreadLocalRandom.current());
    }

    /**
     * The pause before an attempt, which doubles with each of those before it. A random share is added, so that the clients
     * of one server do not all come back at the same moment.
     */
    static Duration pause(int attemptsBefore, RandomGenerator random) {
        long longest = LONGEST_PAUSE.toMillis();
        long millis = FIRST_PAUSE.toMillis() << Math.min(attemptsBefore, 10);
        return Duration.ofMillis(Math.min(longest, Math.round(millis * (1 + JITTER * random.nextDouble()))));
    }

    private void end(Response answer) {
        onlineAgain = clock.instant();
        if (answer.code().isError()) {
            display.showAnswer(answer);
            onGivenUp.run();
        } else {
            onOnline.run();
        }
    }

    /** Tries once; null if another attempt may help. */
    private @Nullable Response attempt() throws UntrustedServerException {
        try {
            Response answer = client.comeBack();
            LOG.info("The server answers the login with {}", answer.code());
            return answer.code().isError() && !isFinal(answer.code()) ? null : answer;
        } catch (UntrustedServerException e) {
            throw e;
        } catch (IOException e) {
            LOG.debug("Cannot log in yet", e);
            return null;
        }
    }
}
