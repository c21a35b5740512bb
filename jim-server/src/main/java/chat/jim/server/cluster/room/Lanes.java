package chat.jim.server.cluster.room;

import chat.jim.protocol.Address;
import chat.jim.thread.Threads;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Has what concerns one person done in the order in which it came, and what concerns others meanwhile. From any thread. */
final class Lanes {
    private final ReentrantLock lock = new ReentrantLock();

    /** What waits behind what is being done for each of them. Guarded by the lock. */
    private final Map<Address, Queue<Runnable>> waiting = new HashMap<>();

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
        Threads.startShort(() -> {
            try {
                work.run();
            } finally {
                Runnable next = next(person);
                if (next != null) {
                    start(person, next);
                }
            }
        });
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
