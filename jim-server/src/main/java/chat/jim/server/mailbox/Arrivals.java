package chat.jim.server.mailbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The tickets of messages from other servers. One that did not answer in time may have handed a message over nevertheless, or
 * do so later, and the message is kept in the store, too: of both ways only the first one counts. From any thread.
 */
public final class Arrivals {
    private static final long NANOS = TimeUnit.MINUTES.toNanos(2);
    private static final int MOST = 100_000;

    private final ReentrantLock lock = new ReentrantLock();

    /** The oldest one comes first. Guarded by the lock. */
    private final Map<String, Arrival> seen = new LinkedHashMap<>();

    private record Arrival(boolean isDirect, long at) {}

    /** A message comes directly. False if it has come before, in one way or the other. */
    public boolean isFirst(String ticket) {
        lock.lock();
        try {
            return note(ticket, true);
        } finally {
            lock.unlock();
        }
    }

    private boolean note(String ticket, boolean isDirect) {
        long now = System.nanoTime();
        var oldest = seen.entrySet().iterator();
        for (int i = 0; i < 2 && oldest.hasNext(); i++) {
            if (now - oldest.next().getValue().at() > NANOS || seen.size() >= MOST) {
                oldest.remove();
            }
        }
        return seen.putIfAbsent(ticket, new Arrival(isDirect, now)) == null;
    }

    /** It was refused after all. */
    public void forget(String ticket) {
        lock.lock();
        try {
            seen.remove(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** A message comes out of the store: whether it has come directly before. */
    boolean cameDirectly(String ticket) {
        lock.lock();
        try {
            Arrival before = seen.get(ticket);
            return before != null ? before.isDirect() : !note(ticket, false);
        } finally {
            lock.unlock();
        }
    }
}
