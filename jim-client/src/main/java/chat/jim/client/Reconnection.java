package chat.jim.client;

import chat.jim.client.link.UntrustedServerException;
import chat.jim.client.text.ServerPhrases;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.text.Texts;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the client back online after the server was lost: tries again with ever longer pauses, on a thread of its own,
 * until the client is online, the server does not want this user any more, or the trying is stopped. May be used from any
 * thread.
 */
public final class Reconnection {
    private static final Texts TEXTS = Texts.of(Reconnection.class);
    private static final Logger LOG = LoggerFactory.getLogger(Reconnection.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final double JITTER = 0.25;

    /** Between two attempts there is at least this, however often somebody asks for one. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    /** Being online for longer than this makes the pauses short again. */
    private static final Duration STABLE = Duration.ofMinutes(1);

    /** What a server says until it knows that the one that had the client before is dead (PROTOCOL.md, section 5). */
    private static final String FORMER = "Your former session has not ended yet: try again in a moment.";

    /** As many attempts before make a pause of some seconds: it is a matter of 20 seconds at most. */
    private static final int ATTEMPTS_FOR_A_MOMENT = 2;

    /** How a server says how long to wait (PROTOCOL.md, section 9). */
    private static final Pattern SECONDS = Pattern.compile("\\b([0-9]{1,4}) seconds\\b");

    /** The name has an account and there is no password for it, the password is not right, or the account is blocked. */
    private static final Set<Code> FINAL_CODES = Set.of(Code.UNAUTHORIZED, Code.WRONG_PASSWORD, Code.FORBIDDEN);

    /** Is told what becomes of the trying, on the trying thread. */
    public interface Progress {
        /** The client is online again; the trying is over. */
        void onOnline();

        /**
         * Somebody answers, but the client cannot come online yet: it goes on trying. The sentence is safe to show. It comes
         * once for each kind of obstacle, and not at all while nobody answers.
         */
        void onObstacle(String sentence);

        /** The server has refused the client for good; the trying is over. */
        void onRefused(Response refusal);
    }

    private final JimClient client;
    private final InstantSource clock;
    private final Progress progress;
    private final Duration firstPause;
    private final Duration shortestPause;

    /** Held during an attempt, so that there is one at a time. */
    private final ReentrantLock attempting = new ReentrantLock();

    /** Has a permit if somebody wants an attempt now. */
    private final Semaphore wanted = new Semaphore(0);

    private volatile Instant onlineAgain = Instant.EPOCH;

    /** Attempts after a full pause since it was last online for long. Guarded by this. */
    private int attempts;

    /** The series of attempts that was started last; null if it is over. The thread of an earlier one just ends. */
    private final AtomicReference<@Nullable Object> current = new AtomicReference<>();

    /** Tries nothing yet. */
    public Reconnection(JimClient client, InstantSource clock, Progress progress) {
        this(client, clock, progress, FIRST_PAUSE);
    }

    /** For tests: with another pause before the first attempt. */
    Reconnection(JimClient client, InstantSource clock, Progress progress, Duration firstPause) {
        this.client = client;
        this.clock = clock;
        this.progress = progress;
        this.firstPause = firstPause;
        shortestPause = firstPause.compareTo(SHORTEST_PAUSE) < 0 ? firstPause : SHORTEST_PAUSE;
    }

    /** Whether a refusal with that code is for good: trying again would not help. */
    public static boolean isFinal(Code code) {
        return FINAL_CODES.contains(code);
    }

    /** Whether it goes on trying. */
    public boolean isTrying() {
        return current.get() != null;
    }

    /** Starts to try; if it was online for a short time only, with pauses as long as before. */
    public synchronized void start() {
        if (onlineAgain.plus(STABLE).isBefore(clock.instant())) {
            attempts = 0;
        }
        wanted.drainPermits();
        Object series = new Object();
        current.set(series);
        DaemonThreads.start("reconnect", () -> run(series));
    }

    /** Tries at once instead of after the rest of the pause, unless the server has asked for that time. */
    public void tryNow() {
        wanted.release();
    }

    /** Stops; an attempt that has begun is waited for, up to {@code patience}, and its result ignored. */
    public void stop(Duration patience) {
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
        Set<Object> told = new HashSet<>();
        Duration least = Duration.ZERO;
        try {
            while (least != null) {
                pause(least);
                least = tryOnce(series, told);
            }
        } catch (InterruptedException e) {
            LOG.error("Interrupted, though no other thread should do that", e);
        }
    }

    /** Waits before an attempt, and at least that long even if somebody wants it now. */
    private void pause(Duration least) throws InterruptedException {
        Duration full = pause(attemptsBefore(), firstPause, ThreadLocalRandom.current());
        TimeUnit.MILLISECONDS.sleep(least.toMillis());
        if (!wanted.tryAcquire(full.minus(least).toMillis(), TimeUnit.MILLISECONDS)) {
            countAttempt();
        }
        wanted.drainPermits();
    }

    private synchronized int attemptsBefore() {
        return attempts;
    }

    private synchronized void countAttempt() {
        attempts++;
    }

    private synchronized void keepShort(Response refusal) {
        attempts = attemptsAfter(attempts, refusal);
    }

    /** How many attempts count for the next pause after a refusal. */
    static int attemptsAfter(int attempts, Response refusal) {
        return FORMER.equals(refusal.text()) ? Math.min(attempts, ATTEMPTS_FOR_A_MOMENT) : attempts;
    }

    /**
     * The pause before an attempt, which doubles with each of those before it. A random share is added, so that the clients
     * of one server do not all come back at the same moment.
     */
    static Duration pause(int attemptsBefore, Duration first, RandomGenerator random) {
        long longest = Math.max(LONGEST_PAUSE.toMillis(), first.toMillis());
        long millis = first.toMillis() << Math.min(attemptsBefore, 10);
        return Duration.ofMillis(Math.min(longest, Math.round(millis * (1 + JITTER * random.nextDouble()))));
    }

    /** Tries once, unless the series was stopped. The least pause before the next attempt, or null if there is none. */
    private @Nullable Duration tryOnce(Object series, Set<Object> told) {
        Response answer = null;
        String distrust = null;
        attempting.lock();
        try {
            if (current.get() != series) {
                return null;
            }
            answer = client.comeBack();
            LOG.info("The server answers the login with {}", answer.code());
        } catch (UntrustedServerException e) {
            distrust = e.getMessage();
        } catch (IOException e) {
            LOG.debug("Cannot log in yet", e);
        } finally {
            attempting.unlock();
        }
        if (answer != null && (isFinal(answer.code()) || !answer.code().isError())) {
            end(series, answer);
            return null;
        }
        if (current.get() != series) {
            return null;
        }
        if (answer != null) {
            keepShort(answer);
        }
        if (distrust != null && told.add(UntrustedServerException.class)) {
            progress.onObstacle(TEXTS.say("waiting", distrust));
        } else if (answer != null && told.add(answer.code())) {
            progress.onObstacle(obstacle(answer));
        }
        return answer != null && answer.code().equals(Code.TOO_MANY) ? timeIn(answer) : shortestPause;
    }

    private void end(Object series, Response answer) {
        if (!current.compareAndSet(series, null)) {
            return;
        }
        onlineAgain = clock.instant();
        if (answer.code().isError()) {
            progress.onRefused(answer);
        } else {
            progress.onOnline();
        }
    }

    private String obstacle(Response refusal) {
        return refusal.code().equals(Code.CONFLICT)
                ? TEXTS.say("waiting.name", String.valueOf(client.name()))
                : TEXTS.say("waiting", ServerPhrases.of(refusal));
    }

    /** How long the server wants the client to wait. */
    static Duration timeIn(Response refusal) {
        Matcher matcher = SECONDS.matcher(String.valueOf(refusal.text()));
        return matcher.find() ? Duration.ofSeconds(Integer.parseInt(matcher.group(1))) : LONGEST_PAUSE;
    }
}
