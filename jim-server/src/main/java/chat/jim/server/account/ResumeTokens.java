package chat.jim.server.account;

import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.Peer;
import chat.jim.server.routing.Directory.Outcome;
import chat.jim.server.routing.Others.Right;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Sessions;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the tokens with which a peer comes back without its password, and takes them back (PROTOCOL.md, section 5). A token
 * is random, so that its hash needs no salt and costs nothing; only the hash is kept. All methods may be called from any
 * thread.
 */
public final class ResumeTokens {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeTokens.class);
    private static final int BYTES = 18;
    private static final String ALSO = "also-";
    private static final long GRACE_SECONDS = Duration.ofMinutes(10).toSeconds();

    /** How many sessions that have ended are remembered, so that guests who come and go do not fill the disk. */
    private static final int REMEMBERED = 100_000;

    private final SecureRandom random = new SecureRandom();
    private final Sessions sessions;
    private final Takeover takeover;
    private final InstantSource clock;
    private final boolean isShared;

    /** The peers whose sessions have a token, by its hash, until they are offline. */
    private final Map<ByteBuffer, Peer> online = new ConcurrentHashMap<>();

    /**
     * The attempts to come back, by the hash of the token: there is one at a time. It completes with its failure, or with nothing
     * if the token is void from then on.
     */
    private final Map<ByteBuffer, CompletableFuture<Optional<RuntimeException>>> attempts = new ConcurrentHashMap<>();

    /**
     * Keeps the tokens in that store. Whoever has been online there before is offline now.
     *
     * @param isShared whether there are other servers, at which one may come back, too
     */
    public ResumeTokens(Sessions sessions, Takeover takeover, InstantSource clock, boolean isShared) {
        this.isShared = isShared;
        this.sessions = sessions;
        this.takeover = takeover;
        this.clock = clock;
        sessions.endAll(now());
    }

    /** Forgets sessions that ended too long ago. Called now and then. */
    public void tick() {
        sessions.forget(now() - GRACE_SECONDS, REMEMBERED);
    }

    /**
     * Claims the name of that token's session for the peer that comes back, and ends the session: a token is good for one claim
     * that succeeds. A former peer that is still there is dismissed, and what it leaves is in its mailbox when this returns.
     * Waits for the disk, for the former peer, and for another one that comes with the same token, whose failure it shares.
     *
     * @param account that of the name; null if it is a guest's
     * @return false if the token is not valid for that name
     * @throws ProtocolException 409 if another session has the name; 503 if the former peer does not go, which may have
     *     changed at the next attempt
     */
    boolean redeem(Address name, @Nullable AccountKey account, String token, Peer comer) {
        byte[] hash = hash(token);
        ByteBuffer key = ByteBuffer.wrap(hash);
        CompletableFuture<Optional<RuntimeException>> attempt = new CompletableFuture<>();
        CompletableFuture<Optional<RuntimeException>> other = attempts.putIfAbsent(key, attempt);
        if (other != null) {
            other.join().ifPresent(failed -> {
                throw failed;
            });
            return false;
        }
        Optional<RuntimeException> failure = Optional.empty();
        try {
            return claim(name, account, hash, comer);
        } catch (RuntimeException e) {
            failure = Optional.of(e);
            throw e;
        } finally {
            attempts.remove(key);
            attempt.complete(failure);
        }
    }

    /** The token is spent last, so that it is still good if the name cannot be claimed. It may have become void meanwhile. */
    private boolean claim(Address name, @Nullable AccountKey account, byte[] hash, Peer comer) {
        long endedAfter = now() - GRACE_SECONDS;
        if (Store.await(sessions.find(name, hash, endedAfter)) == 0) {
            return false;
        }
        takeover.claim(
                name,
                account,
                comer,
                online.get(ByteBuffer.wrap(hash)),
                HexFormat.of().formatHex(hash));
        boolean isSpent = false;
        try {
            isSpent = Store.await(sessions.remove(name, hash, endedAfter)) > 0;
        } finally {
            if (!isSpent) {
                takeover.takeBack(name, comer);
            }
        }
        online.remove(ByteBuffer.wrap(hash));
        return isSpent;
    }

    /** Has those go whom somebody at another server replaces there. {@link Outcome#GIVEN} if nobody has the name here then. */
    public Outcome vacate(Address name, Right right) {
        return takeover.vacate(name, right, former(right.token()));
    }

    private @Nullable Peer former(String hexHash) {
        try {
            return online.get(ByteBuffer.wrap(HexFormat.of().parseHex(hexHash)));
        } catch (IllegalArgumentException e) {
            return null; // it comes from no server
        }
    }

    /** A new token, for {@link #begin}, of a session that came beside others or not. */
    String create(boolean also) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return (also ? ALSO : "") + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a token is that of a session that came beside others. */
    static boolean isAlso(String token) {
        return token.startsWith(ALSO);
    }

    /** Makes a token valid, by its hash, for the session of a peer that is online. */
    void begin(Admission admission, Peer peer, byte[] hash) {
        online.put(ByteBuffer.wrap(hash), peer);
        sessions.begin(admission.name(), admission.account(), hash);
    }

    /** Waits until other servers know of a new token, if there are any. */
    void awaitKnown(Address name, byte[] hash) {
        if (!isShared) {
            return;
        }
        try {
            Store.await(sessions.find(name, hash, Long.MIN_VALUE)); // it comes after what was asked for before
        } catch (StoreException e) {
            LOG.atLevel(e.level()).log("{} may not be able to come back without a password: {}", name, e.getMessage());
        }
    }

    /** The session has another token from now on, or none: this one is void. */
    void drop(Address name, byte[] hash) {
        online.remove(ByteBuffer.wrap(hash));
        CompletableFuture<?> unused =
                sessions.remove(name, hash, Long.MIN_VALUE).exceptionally(failure -> 0L);
    }

    /** The peer is offline: the token is valid for some minutes more. */
    void end(Address name, byte[] hash) {
        online.remove(ByteBuffer.wrap(hash));
        sessions.end(name, hash, now());
    }

    /** Makes a token void, and waits until that is on the disk. */
    void remove(Address name, byte[] hash) {
        online.remove(ByteBuffer.wrap(hash));
        Store.await(sessions.remove(name, hash, Long.MIN_VALUE));
    }

    /** Makes the tokens of all sessions of that name void. */
    void removeOf(Address name) {
        sessions.removeOf(name);
    }

    /** The SHA-256 of a token. */
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("Every Java has SHA-256", e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
