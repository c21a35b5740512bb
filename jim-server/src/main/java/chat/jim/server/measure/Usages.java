package chat.jim.server.measure;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** What all connections have done since the start, those that have ended included. From any thread. */
public final class Usages {
    /** Guards both fields, so that a connection that ends counts once. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<Supplier<Usage>> connections = new HashSet<>();
    private Usage ended = Usage.NONE;

    /** A connection has begun; it says itself what it has done so far. */
    public void begin(Supplier<Usage> connection) {
        lock.lock();
        try {
            connections.add(connection);
        } finally {
            lock.unlock();
        }
    }

    /** A connection has ended. Does nothing the second time. */
    public void end(Supplier<Usage> connection) {
        lock.lock();
        try {
            if (connections.remove(connection)) {
                ended = ended.plus(connection.get());
            }
        } finally {
            lock.unlock();
        }
    }

    /** What all have done. */
    public Usage sum() {
        lock.lock();
        try {
            return connections.stream().map(Supplier::get).reduce(ended, Usage::plus);
        } finally {
            lock.unlock();
        }
    }
}
