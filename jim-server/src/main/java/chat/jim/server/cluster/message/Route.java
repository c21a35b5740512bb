package chat.jim.server.cluster.message;

import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.server.cluster.node.ThisNode;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way to one other server. A few batches are under way at a time; what comes meanwhile goes with the next one. From any
 * thread; no method waits.
 */
public final class Route {
    /** How long an answer is awaited. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int MOST_UNDER_WAY = 4;

    /** A group of one session is never split, so a batch may be longer. */
    private static final int BYTES = 60 * 1024;

    private final ThisNode self;
    private final String to;
    private final Bus bus;
    private final ReentrantLock lock = new ReentrantLock();

    /** What the sessions have sent together, each. Guarded by the lock, as all below. */
    private final Deque<List<RemoteParcel>> waiting = new ArrayDeque<>();

    private int underWay;
    private long batches;

    /** A batch, and whose messages it has. */
    private record Load(Batch batch, List<RemoteParcel> parcels) {}

    /** From this server to another one. */
    Route(ThisNode self, String to, Bus bus) {
        this.self = self;
        this.to = to;
        this.bus = bus;
    }

    /** The server to which it leads. */
    String to() {
        return to;
    }

    /** Sends what one session has for that server; it has nothing else under way. */
    void send(List<RemoteParcel> group) {
        lock.lock();
        try {
            waiting.add(group);
        } finally {
            lock.unlock();
        }
        sendWaiting();
    }

    private void sendWaiting() {
        for (Load load = next(); load != null; load = next()) {
            send(load);
        }
    }

    private @Nullable Load next() {
        lock.lock();
        try {
            if (waiting.isEmpty() || underWay == MOST_UNDER_WAY) {
                return null;
            }
            List<RemoteParcel> parcels = new ArrayList<>();
            List<Batch.Item> items = new ArrayList<>();
            int bytes = 0;
            while (!waiting.isEmpty() && bytes < BYTES) {
                List<RemoteParcel> group = waiting.remove();
                parcels.addAll(group);
                for (RemoteParcel parcel : group) {
                    Batch.Item item = parcel.item();
                    items.add(item);
                    bytes += item.length();
                }
            }
            underWay++;
            batches++;
            String own = String.valueOf(self.lease().id()); // one that is cut off is not believed
            return new Load(new Batch(own, batches, items), parcels);
        } finally {
            lock.unlock();
        }
    }

    private void send(Load load) {
        CompletableFuture<?> unused = bus.ask(to, load.batch().encoded(), PATIENCE)
                .thenApply(answer -> BatchAnswer.of(answer, load.batch()).results())
                .whenComplete((results, failure) -> {
                    arrived(results != null || EngineException.of(failure).reason() == Reason.NOT_SENT);
                    end(load.parcels(), results, failure);
                });
    }

    private static void end(List<RemoteParcel> parcels, @Nullable List<Result> results, Throwable failure) {
        for (int i = 0; i < parcels.size(); i++) {
            if (results == null) {
                parcels.get(i).failed(EngineException.of(failure));
            } else {
                parcels.get(i).answered(results.get(i));
            }
        }
    }

    /** A batch is under way no more. If nobody knows where it is, what waits does not go the same way. */
    private void arrived(boolean isKnown) {
        List<List<RemoteParcel>> refused = List.of();
        lock.lock();
        try {
            underWay--;
            if (!isKnown) {
                refused = List.copyOf(waiting);
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        for (List<RemoteParcel> group : refused) {
            group.forEach(parcel -> parcel.failed(EngineException.notSent("The node " + to + " does not answer.")));
        }
        sendWaiting();
    }
}
