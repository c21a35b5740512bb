package chat.jim.server.account;

import chat.jim.log.Secret;
import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Code;
import chat.jim.protocol.Limits;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.measure.Histogram;
import com.password4j.Argon2Function;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id (19 MiB, 2 passes), at most as many at once as there are processors. A hash keeps a
 * processor busy for some 70 ms, so it is made on platform threads of its own, where it does not delay the chat. May be
 * used from any thread.
 */
public final class PasswordHasher {
    private static final int KIBIBYTES = 19 * 1024;
    private static final int PASSES = 2;
    private static final int SHORTEST = 8;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;

    /** Loaded for the first password: it takes its 19 MiB at once, and most servers start with guests only. */
    private static final class Argon2 {
        private static final Argon2Function FUNCTION =
                Argon2Function.getInstance(KIBIBYTES, PASSES, LANES, HASH_BYTES, com.password4j.types.Argon2.ID);
    }

    /** Shared by all hashers of the process, as the processors are. */
    private static final Executor THREADS =
            DaemonThreads.pool("password", Runtime.getRuntime().availableProcessors());

    private final Histogram times = new Histogram();

    /** How many hashes are being made, or wait for a thread. */
    private final AtomicInteger unfinished = new AtomicInteger();

    private final SecureRandom random = new SecureRandom();
    private volatile boolean closed;

    /**
     * Checks that a password which is new is long enough. Shorter ones from before go on working.
     *
     * @throws ProtocolException 400 if it is too short
     */
    public static void checkNew(@Secret String password) {
        if (Limits.length(Normalizer.normalize(password, Normalizer.Form.NFC)) < SHORTEST) {
            throw ProtocolException.badRequest(
                    "A password needs at least " + SHORTEST + " characters: choose a longer one.");
        }
    }

    /**
     * Returns the hash to keep of a password; it contains the salt and the cost parameters.
     *
     * @throws ProtocolException 503 after the {@link #close}
     */
    public String hash(@Secret String password) {
        return onThreads(() -> hashNow(password));
    }

    /**
     * Whether {@code hash} is the hash of that password. Without a hash, or with an empty one, it is not. That takes as
     * long to find out, so that the time does not reveal whether there is such an account.
     *
     * @param beforehand runs just before the hash is made; if it throws, this throws the same, and nothing is hashed
     */
    boolean match(@Secret String password, @Nullable String hash, Runnable beforehand) {
        return onThreads(() -> {
            beforehand.run();
            return (hash == null || hash.isEmpty())
                    ? hashNow(password).isEmpty()
                    : Argon2Function.getInstanceFromHash(hash).check(bytes(password), bytes(hash));
        });
    }

    /** Begins no more hashes: who waits for one is refused, and the processors are free for the end of the server. */
    void close() {
        closed = true;
    }

    /** Waits until the work is done, and returns its result, or throws its exception or error. */
    private <T> T onThreads(Supplier<T> work) {
        unfinished.incrementAndGet();
        try {
            return CompletableFuture.supplyAsync(() -> timed(work), THREADS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            unfinished.decrementAndGet();
        }
    }

    private <T> T timed(Supplier<T> work) {
        if (closed) {
            throw new ProtocolException(Code.UNAVAILABLE, "The server is going down.");
        }
        long begun = System.nanoTime();
        T result = work.get();
        times.add(System.nanoTime() - begun);
        return result;
    }

    /** How long the hashes took, without their wait for a thread. */
    Histogram times() {
        return times;
    }

    /** How many hashes are being made, or wait for a thread. */
    int unfinished() {
        return unfinished.get();
    }

    private String hashNow(String password) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Argon2.FUNCTION.hash(bytes(password), salt).getResult();
    }

    /** Composes the text first: keyboards differ in how they write the same accented letter. */
    private static byte[] bytes(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
    }
}
