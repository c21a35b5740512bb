package chat.jim.server.store.history;

import chat.jim.server.store.HistoryStore.Entry;
import chat.jim.server.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;

/**
 * The messages that wait to be written, in the order of their ids, but for copies from other servers. Its lock guards everything, also the taking of ids, so
 * that they ascend. One thread takes what waits; all others may add.
 */
final class EntryQueue {
    static final int MOST = 20_000;

    /** The most in one transaction, so that the first of very many does not wait for the last. */
    static final int MOST_AT_ONCE = 1000;

    /** So long the first of few waits for others, which then share its transaction. */
    private static final long DELAY = TimeUnit.MILLISECONDS.toNanos(150);

    /** So long a message waits for room: its sender waits, too. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    /** So long somebody waits who asks. */
    private static final long PATIENCE_TO_ASK = TimeUnit.SECONDS.toNanos(30);

    private final ReentrantLock lock = new ReentrantLock();

    /** The thread that takes waits for it. */
    private final Condition due = lock.newCondition();

    /** The others wait for it. */
    private final Condition progress = lock.newCondition();

    private final Ids ids;
    private final long patience;
    private final Queue<Entry> waiting = new ArrayDeque<>();

    /** When the first one that waits came. */
    private long since;

    /** How many have been added, are written or dropped, and have to be at once. */
    private long added;

    private long done;
    private long wanted;

    /** Whether somebody has waited for room in vain: then nobody else waits until there is some. */
    private boolean stuck;

    private boolean called;
    private boolean closed;

    EntryQueue(Ids ids) {
        this(ids, PATIENCE);
    }

    /** @param patience see {@link #PATIENCE} */
    EntryQueue(Ids ids, long patience) {
        this.ids = ids;
        this.patience = patience;
    }

    /** Adds a message with a new id, and returns that; while very many wait, waits for room. Returns 0 if there was none. */
    long add(LongFunction<Entry> message) {
        lock.lock();
        try {
            if (!hasRoom()) {
                return 0;
            }
            long id = ids.next();
            enqueue(message.apply(id));
            return id;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a message that has an id from another server; false if very many wait. Never waits for room. */
    boolean addCopy(Entry copy) {
        lock.lock();
        try {
            ids.pass(copy.id());
            if (waiting.size() >= MOST || closed) {
                return false;
            }
            enqueue(copy);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(Entry entry) {
        if (waiting.isEmpty()) {
            since = System.nanoTime();
            due.signal();
        }
        waiting.add(entry);
        added++;
        if (waiting.size() == MOST_AT_ONCE) {
            due.signal();
        }
    }

    /** See {@link Ids#pass}. */
    void pass(long given) {
        lock.lock();
        try {
            ids.pass(given);
        } finally {
            lock.unlock();
        }
    }

    private boolean hasRoom() {
        long left = patience;
        while (waiting.size() >= MOST && !closed && !stuck && left > 0) {
            left = await(progress, left);
            stuck = left <= 0;
        }
        return waiting.size() < MOST && !closed;
    }

    /** The greatest id that may have been given. */
    long newest() {
        lock.lock();
        try {
            return ids.last();
        } finally {
            lock.unlock();
        }
    }

    /** See {@link Ids#reserve()}: nobody who adds waits for that. */
    void reserveIds() {
        ids.reserve();
    }

    /** How many are not written yet. */
    int pending() {
        lock.lock();
        try {
            return (int) (added - done);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until all that were added before are written or dropped.
     *
     * @throws StoreException the disk takes too long
     */
    void flush() {
        lock.lock();
        try {
            long last = added;
            if (done < last) {
                wanted = Math.max(wanted, last);
                due.signal();
            }
            long left = PATIENCE_TO_ASK;
            while (done < last) {
                left = await(progress, left);
                if (left <= 0) {
                    throw new StoreException("The history is busy", null);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the callers loop
    private static long await(Condition condition, long nanos) {
        try {
            return condition.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Makes {@link #take} return at once. */
    void call() {
        lock.lock();
        try {
            called = true;
            due.signal();
        } finally {
            lock.unlock();
        }
    }

    /** What is to be written now. Waits for it, or for a call, but no longer than that: then the list is empty. */
    List<Entry> take(long nanos) {
        lock.lock();
        try {
            long left = nanos;
            while (!called && !closed && !isDue() && left > 0) {
                long begun = System.nanoTime();
                await(due, waiting.isEmpty() ? left : Math.min(left, since + DELAY - begun));
                left -= System.nanoTime() - begun;
            }
            called = false;
            List<Entry> taken = new ArrayList<>();
            for (int most = isDue() ? MOST_AT_ONCE : 0; most > 0 && !waiting.isEmpty(); most--) {
                taken.add(waiting.remove());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return !waiting.isEmpty()
                && (closed || wanted > done || waiting.size() >= MOST_AT_ONCE || System.nanoTime() - since >= DELAY);
    }

    /** So many that were taken are written or dropped. */
    void settle(int count) {
        lock.lock();
        try {
            done += count;
            stuck = false;
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts no more. What waits is still to be taken. */
    void close() {
        lock.lock();
        try {
            closed = true;
            due.signal();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether no more will come. */
    boolean isEnded() {
        lock.lock();
        try {
            return closed && waiting.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
