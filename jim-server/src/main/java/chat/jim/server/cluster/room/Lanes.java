package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Has what concerns one person done in the order in which it came, and what concerns others meanwhile. From any thread. */
final class Lanes {
    private final ReentrantLock lock = new ReentrantLock();

    /** What waits behind what is being done for each of them. Guarded by the lock. */
    private final Map<Address, Queue<Runnable>> waiting = new HashMap<>();

    private final Executor threads;

    /** @param threads has each task done on a thread of its own; it may fail to */
    Lanes(Executor threads) {
        this.threads = threads;
    }

    /** Has that done on a thread of its own, when all is done that came before for that person. Returns at once. */
    void add(Address person, Runnable work) {
        lock.lock();
        try {
            Queue<Runnable> behind = waiting.get(person);
            if (behind != null) {
                behind.add(work);
                return;
            }
            waiting.put(person, new ArrayDeque<>());
        } finally {
            lock.unlock();
        }
        start(person, work);
    }

    private void start(Address person, Runnable work) {
        boolean started = false;
        try {
            threads.execute(() -> run(person, work));
            started = true;
        } finally {
            if (!started) {
                giveUp(person);
            }
        }
    }

    private void run(Address person, Runnable work) {
        try {
            work.run();
        } finally {
            Runnable next = next(person);
            if (next != null) {
                start(person, next);
            }
        }
    }

    /** There is no thread: what waits is done no more, and who has asked asks again. */
    private void giveUp(Address person) {
        lock.lock();
        try {
            waiting.remove(person);
        } finally {
            lock.unlock();
        }
    }

    /** What is to be done next; null if nothing waits. */
    private @Nullable Runnable next(Address person) {
        lock.lock();
        try {
            Queue<Runnable> behind = waiting.get(person);
            Runnable next = behind == null ? null : behind.poll();
            if (next == null) {
                waiting.remove(person);
            }
            return next;
        } finally {
            lock.unlock();
        }
    }
}
