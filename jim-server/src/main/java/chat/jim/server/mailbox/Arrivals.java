package chat.jim.server.mailbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

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

    /** Where a message is. */
    private enum Whereabouts {
        /** It has come directly, and is not in the store because of that. */
        DIRECT,
        /** It is in the store, or on its way there: once, since the ticket is its id there. */
        STORED,
        /** It has come directly, and a reader has confirmed it: what is in the store is left over. */
        CONFIRMED
    }

    private record Arrival(Whereabouts where, long at) {}

    /** A message comes directly. False if it has come before, in one way or the other. */
    public boolean isFirst(String ticket) {
        lock.lock();
        try {
            return note(ticket, Whereabouts.DIRECT) == null;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has come before. */
    public boolean hasCome(String ticket) {
        lock.lock();
        try {
            return seen.containsKey(ticket);
        } finally {
            lock.unlock();
        }
    }

    /** Notes it, unless it is noted; returns what was. */
    private @Nullable Arrival note(String ticket, Whereabouts where) {
        long now = System.nanoTime();
        var oldest = seen.entrySet().iterator();
        for (int i = 0; i < 2 && oldest.hasNext(); i++) {
            if (now - oldest.next().getValue().at() > NANOS || seen.size() >= MOST) {
                oldest.remove();
            }
        }
        return seen.putIfAbsent(ticket, new Arrival(where, now));
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

    /** It is in the store, or about to be. False if it was confirmed before, so that it is of no use there. */
    boolean stored(String ticket) {
        return change(ticket, Whereabouts.STORED) != Whereabouts.CONFIRMED;
    }

    /** It came directly, was never in the store because of that, and a reader has confirmed it. */
    void confirmed(String ticket) {
        Whereabouts unused = change(ticket, Whereabouts.CONFIRMED);
    }

    /** Notes where it is, unless it was confirmed. Returns where it was, or is if nobody knew. */
    private Whereabouts change(String ticket, Whereabouts where) {
        lock.lock();
        try {
            Arrival before = note(ticket, where);
            if (before != null && before.where() != Whereabouts.CONFIRMED) {
                seen.replace(ticket, new Arrival(where, before.at()));
            }
            return before == null ? where : before.where();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is in the store, from where it is read. */
    boolean isStored(String ticket) {
        lock.lock();
        try {
            Arrival arrival = seen.get(ticket);
            return arrival != null && arrival.where() == Whereabouts.STORED;
        } finally {
            lock.unlock();
        }
    }
}
