package chat.jim.server.cluster.bus;

import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Many small things on their way to one other server, in order. A few batches are under way at a time; what comes meanwhile
 * goes with the next one. From any thread; no method waits.
 *
 * @param <T> what is sent
 */
public final class Pipe<T extends Pipe.Item> {
    private static final int MOST_UNDER_WAY = 4;

    /** What is sent together is never split, so a batch may be longer. */
    private static final int BYTES = 60 * 1024;

    private final Bus bus;
    private final String to;
    private final Duration patience;
    private final Format<T> format;
    private final ReentrantLock lock = new ReentrantLock();

    /** What belongs together, each. Guarded by the lock, as all below. */
    private final Deque<List<T>> waiting = new ArrayDeque<>();

    private int underWay;
    private long batches;

    /** One of the things that are sent. */
    public interface Item {
        /** How many bytes it takes, about. */
        int length();

        /** It was not answered: not sent, or nobody knows. */
        void failed(EngineException why);
    }

    /** How a batch is written, and its answer read. */
    public interface Format<T> {
        /** A batch as bytes, which begins with a word of the bus. */
        byte[] encoded(long number, List<T> items);

        /**
         * Tells the items what has become of them.
         *
         * @throws IllegalArgumentException it is no answer to that batch; then it has told none
         */
        void answered(byte[] answer, long number, List<T> items);
    }

    /** A batch under way. */
    private record Load<T>(long number, List<T> items, CompletableFuture<byte[]> answer) {}

    /**
     * To that server.
     *
     * @param patience how long an answer is awaited
     */
    public Pipe(Bus bus, String to, Duration patience, Format<T> format) {
        this.patience = patience;
        this.bus = bus;
        this.to = to;
        this.format = format;
    }

    /** The server to which it leads. */
    public String to() {
        return to;
    }

    /** Sends what belongs together. */
    public void send(List<T> group) {
        lock.lock();
        try {
            waiting.add(group);
        } finally {
            lock.unlock();
        }
        sendWaiting();
    }

    private void sendWaiting() {
        for (Load<T> load = next(); load != null; load = next()) {
            List<T> items = load.items();
            long number = load.number();
            CompletableFuture<?> unused = load.answer()
                    .thenAccept(answer -> format.answered(answer, number, items))
                    .whenComplete((told, failure) -> {
                        arrived(failure == null || EngineException.of(failure).reason() == Reason.NOT_SENT);
                        if (failure != null) {
                            items.forEach(item -> item.failed(EngineException.of(failure)));
                        }
                    });
        }
    }

    /** Sends the next batch, if one may be under way now. Under the lock, so that none overtakes. */
    private @Nullable Load<T> next() {
        lock.lock();
        try {
            if (waiting.isEmpty() || underWay == MOST_UNDER_WAY) {
                return null;
            }
            List<T> items = new ArrayList<>();
            int bytes = 0;
            while (!waiting.isEmpty() && bytes < BYTES) {
                List<T> group = waiting.remove();
                items.addAll(group);
                bytes += group.stream().mapToInt(Item::length).sum();
            }
            underWay++;
            batches++;
            return new Load<>(batches, items, bus.ask(to, format.encoded(batches, items), patience));
        } finally {
            lock.unlock();
        }
    }

    /** A batch is under way no more. If nobody knows where it is, what waits does not go the same way. */
    private void arrived(boolean isKnown) {
        List<List<T>> refused = List.of();
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
        for (List<T> group : refused) {
            group.forEach(item -> item.failed(EngineException.notSent("The node " + to + " does not answer.")));
        }
        sendWaiting();
    }
}
