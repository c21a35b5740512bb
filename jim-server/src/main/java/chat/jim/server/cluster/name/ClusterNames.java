package chat.jim.server.cluster.name;

import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.nats.Bucket;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.routing.ElsewhereException;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Others.Right;
import java.io.Closeable;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names that are at this server. Each is claimed in the engine, which takes one claim of a name. A claim has no end of
 * its own: it holds as long as the lease of its server. From any thread.
 */
public final class ClusterNames implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNames.class);

    /** Longer than a session may take to go that is replaced, of which there may be several in a row. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(7);

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int RELEASERS = 4;

    /** How it stands with the claim of another server. */
    enum Standing {
        /** That server does not have the name, or not any more. */
        FREE,
        /** It has the name, and keeps it. */
        TAKEN,
        /** It has the name, keeps it, and has room there for whoever wants it: other sessions of the account. */
        SHARED,
        /** It is just about to have the name, or to give it up. */
        CHANGING
    }

    private final Bucket names;
    private final ThisNode self;
    private final NameQuestions questions;

    /** The servers to which names go when they are released here. */
    private final Map<Address, String> heirs = new ConcurrentHashMap<>();

    /** The revisions of the claims. */
    private final Map<Address, Long> held = new ConcurrentHashMap<>();

    /** What is being claimed here: the engine may have it already, and this server does not know that yet. */
    private final Set<Address> claiming = ConcurrentHashMap.newKeySet();

    /** What is being released, until that has succeeded or failed. */
    private final Map<Address, CompletableFuture<Long>> releases = new ConcurrentHashMap<>();

    private volatile boolean leaving;

    private final ExecutorService releasers = DaemonThreads.pool("names", RELEASERS);

    /** The names of that server, which asks others on that bus for theirs. */
    public ClusterNames(ThisNode self, Bus bus) {
        names = self.names();
        this.self = self;
        questions = new NameQuestions(bus, self);
    }

    /** From now on, others may ask for the names that are here. */
    public void begin(Others.Here here) {
        questions.answer(here, this);
    }

    /** See {@link chat.jim.server.routing.Others#claim}. */
    public boolean claim(Address name, @Nullable Right right, BooleanSupplier isThere) {
        awaitRelease(name);
        claiming.add(name);
        try {
            return held.containsKey(name) || claimFromOthers(name, right, isThere);
        } finally {
            claiming.remove(name);
        }
    }

    private boolean claimFromOthers(Address name, @Nullable Right right, BooleanSupplier isThere) {
        String own = self.lease().id();
        long begun = System.nanoTime();
        long expected = 0;
        Standing standing = Standing.FREE;
        while (System.nanoTime() - begun < PATIENCE) {
            if (own == null || !self.lease().valid(own)) {
                throw cutOff();
            }
            OptionalLong revision = standing == Standing.FREE ? write(name, own, expected) : OptionalLong.empty();
            if (revision.isPresent()) {
                return keep(name, own, revision.getAsLong());
            }
            Bucket.Entry entry = read(name);
            expected = entry == null ? 0 : entry.revision();
            standing = entry == null ? Standing.FREE : standing(entry, name, own, right);
            if (standing == Standing.TAKEN || !isThere.getAsBoolean()) {
                return false;
            } else if (standing == Standing.CHANGING) {
                LockSupport.parkNanos(PAUSE);
            }
        }
        throw new ProtocolException(Code.UNAVAILABLE, "Many want the name " + name + ": try again in a moment.");
    }

    /**
     * How it stands with a claim of another server, or one of this server that nobody here knows: it may be the heir, or the
     * answer to a write was lost. Even then it is written anew, since others may do so.
     */
    private Standing standing(Bucket.Entry entry, Address name, String own, @Nullable Right right) {
        String node = Claim.of(entry).node();
        if (node.isEmpty() || node.equals(own) || self.nodes().isGone(node)) {
            return Standing.FREE;
        } else if (right != null) {
            Standing standing = questions.vacate(node, name, right);
            if (standing == Standing.SHARED) {
                throw new ElsewhereException(node);
            }
            return standing;
        }
        return questions.standingAt(node, name);
    }

    private boolean keep(Address name, String own, long revision) {
        held.put(name, revision);
        if (!self.lease().valid(own)) {
            release(name);
            throw cutOff();
        }
        return true;
    }

    /** None if another claim stands there; also if nobody knows, so that one has to look. */
    private OptionalLong write(Address name, String own, long expected) {
        try {
            return names.put(name.key(), Claim.of(own, name).json(), expected);
        } catch (EngineException e) {
            if (e.reason() == Reason.UNKNOWN) {
                return OptionalLong.empty();
            }
            throw cutOff();
        }
    }

    private Bucket.@Nullable Entry read(Address name) {
        try {
            return names.get(name.key());
        } catch (EngineException e) {
            throw cutOff();
        }
    }

    private static ProtocolException cutOff() {
        return new ProtocolException(Code.UNAVAILABLE, Others.CUT_OFF);
    }

    /** Whether the name is at this server, or about to be, or was a moment ago: what comes for it has to wait a moment. */
    public boolean isHere(Address name) {
        return held.containsKey(name) || releases.containsKey(name);
    }

    /** Whether the name is at this server. */
    public boolean isHeld(Address name) {
        return held.containsKey(name);
    }

    /** The same, or about to be. */
    boolean isHeldOrClaimed(Address name) {
        return claiming.contains(name) || held.containsKey(name);
    }

    /** The revision of the claim of a name that is at this server; 0 if it is not. */
    public long revision(Address name) {
        return held.getOrDefault(name, 0L);
    }

    /** When the name is released here, it goes to that server, and to nobody else in between. */
    void setHeir(Address name, String node) {
        heirs.put(name, node);
    }

    /** Takes that back, unless another one has become the heir meanwhile. */
    void removeHeir(Address name, String node) {
        heirs.remove(name, node);
    }

    /** Waits until the name is released, if that has begun. */
    void awaitRelease(Address name) {
        CompletableFuture<Long> release = releases.get(name);
        if (release != null) {
            release.join();
        }
    }

    /**
     * Deletes just that claim, and none that comes after it, or gives it to the heir. If that fails, it still names this server,
     * which says that it does not have the name. Returns at once.
     *
     * @param before what has to end first, well or not
     */
    public void release(Address name, CompletableFuture<?> before) {
        Long revision = held.get(name);
        if (revision == null) {
            return;
        }
        CompletableFuture<Long> release = new CompletableFuture<>();
        releases.put(name, release);
        held.remove(name);
        CompletableFuture<?> unused = before.whenComplete((done, failure) -> {
            try {
                releasers.execute(() -> release(name, revision, release));
            } catch (RejectedExecutionException e) {
                release.complete(revision); // all are free when the lease ends
            }
        });
    }

    /** The same, which has to wait for nothing. */
    public void release(Address name) {
        release(name, CompletableFuture.completedFuture(0L));
    }

    private void release(Address name, long revision, CompletableFuture<Long> release) {
        try {
            String heir = heirs.remove(name);
            boolean isGiven = heir != null
                    && names.put(name.key(), Claim.of(heir, name).json(), revision)
                            .isPresent();
            if (!isGiven) {
                names.delete(revision);
            }
        } catch (EngineException e) {
            LOG.debug("The claim of a name stays: {}", e.getMessage());
        } finally {
            releases.remove(name, release);
            release.complete(revision);
        }
    }

    /** All who are here have to go from now on: their names are about to be free. */
    public void leave() {
        leaving = true;
    }

    /** Whether that has begun. */
    boolean isLeaving() {
        return leaving;
    }

    /** How it stands with a name for which somebody at another server asks. Without a lease, those who are still here are going. */
    Standing standing(boolean isHeld) {
        boolean isGoing = leaving || !self.lease().valid();
        return !isHeld ? Standing.FREE : isGoing ? Standing.CHANGING : Standing.TAKEN;
    }

    /** The lease has ended: nothing is claimed any more. */
    public void forgetAll() {
        held.clear();
    }

    @Override
    public void close() {
        releasers.shutdownNow();
    }
}
