package chat.jim.client.console;

import chat.jim.client.JimClient;
import chat.jim.process.Background;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the client back online after the server was lost: tries again and again, with ever longer pauses, until it is
 * back or refused for good. One thread of its own tries.
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
    }

    private final JimClient client;
    private final Listener listener;
    private final InstantSource clock;
    private final Backoff backoff = new Backoff(new Random());

    private @Nullable Thread trying;

    /** Only for the thread that tries, of which there is one at a time. */
    private Instant back = Instant.EPOCH;

    Reconnection(JimClient client, Listener listener, InstantSource clock) {
        this.client = client;
        this.listener = listener;
        this.clock = clock;
    }

    /** Whether the server has refused for good with that. */
    static boolean isFinal(Code code) {
        return FINAL_CODES.contains(code);
    }

    /** Begins to try. */
    synchronized void start() {
        trying = Background.start("reconnect", this::run);
    }

    /** Tries no more. A try that has begun is waited for, and may have brought it back. */
    void stop() throws IOException {
        Thread thread;
        synchronized (this) {
            thread = trying;
        }
        if (thread == null) {
            return;
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    private void run() {
        if (back.plus(LONG).isBefore(clock.instant())) {
            backoff.reset();
        }
        try {
            Response answer = null;
            while (answer == null) {
                TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
                answer = attempt();
            }
            back = clock.instant();
            if (answer.code().isError()) {
                listener.onRefused(answer);
            } else {
                listener.onBack();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tries once; null if it is worth another try. */
    private @Nullable Response attempt() {
        try {
            Response answer = client.comeBack();
            LOG.info("The server answers {}", answer.code());
            return answer.code().isError() && !isFinal(answer.code()) ? null : answer;
        } catch (IOException e) {
            LOG.debug("Not back yet", e);
            return null;
        }
    }
}
