package chat.jim.server.cluster.message;

import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Pipe;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.nats.Engine;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.node.ThisNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The way of messages to one other server. From any thread. */
public final class Route implements Pipe.Format<RemoteParcel> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How long one waits for a server that was silent: its connection to the engine may be new in a moment. */
    private static final Duration MOMENT = Duration.ofSeconds(2);

    /** How long nobody waits for it again if that was in vain. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final Duration FOR_ONE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ThisNode self;
    private final Bus bus;
    private final Pipe<RemoteParcel> pipe;

    /** What is being found out on one thread, for all; null if nothing is. */
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> hearing = new AtomicReference<>();

    private volatile long silentUntil = System.nanoTime();

    /** From this server to another one. */
    Route(ThisNode self, String to, Bus bus) {
        this.self = self;
        this.bus = bus;
        pipe = new Pipe<>(bus, to, PATIENCE, this);
    }

    /** The server to which it leads. */
    String to() {
        return pipe.to();
    }

    /** Sends what one session has for that server; it has nothing else under way. */
    void send(List<RemoteParcel> group) {
        pipe.send(group);
    }

    /** Whether that server takes messages now. Waits a moment for that, unless somebody has just waited in vain. */
    boolean hears() {
        if (System.nanoTime() - silentUntil < 0) {
            return false;
        }
        CompletableFuture<Boolean> own = new CompletableFuture<>();
        CompletableFuture<Boolean> running = hearing.compareAndExchange(null, own);
        if (running != null) {
            return running.join();
        }
        boolean hears = false;
        try {
            hears = hearsSoon();
            return hears;
        } finally {
            hearing.set(null);
            own.complete(hears);
        }
    }

    private boolean hearsSoon() {
        byte[] nothing = new Batch(String.valueOf(self.lease().id()), 0, List.of()).encoded();
        long end = System.nanoTime() + MOMENT.toNanos();
        while (System.nanoTime() - end < 0 && !Thread.currentThread().isInterrupted()) {
            try {
                Engine.await(bus.ask(to(), nothing, FOR_ONE));
                return true;
            } catch (EngineException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        silentUntil = System.nanoTime() + SILENCE.toNanos();
        return false;
    }

    @Override
    public byte[] encoded(long number, List<RemoteParcel> parcels) {
        String own = String.valueOf(self.lease().id()); // one that is cut off is not believed
        return new Batch(
                        own,
                        number,
                        parcels.stream().map(parcel -> parcel.itemFrom(own)).toList())
                .encoded();
    }

    @Override
    public void answered(byte[] answer, long number, List<RemoteParcel> parcels) {
        List<Result> results = BatchAnswer.of(answer, number, parcels.size()).results();
        for (int i = 0; i < parcels.size(); i++) {
            parcels.get(i).answered(results.get(i));
        }
    }
}
