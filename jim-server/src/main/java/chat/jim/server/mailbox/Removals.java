package chat.jim.server.mailbox;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Removes from the store what readers have confirmed. There is one removal at a time: what is confirmed meanwhile goes with the
 * next one, however many wait for it. Guarded by the lock of its {@link Mailbox}, unless a method says otherwise.
 */
final class Removals {
    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(1);

    private final Function<Collection<Long>, CompletableFuture<?>> store;
    private final ReentrantLock lock;
    private final Condition removed;

    /** The ids of those that were confirmed, as far as it is not sure that they are removed. */
    private final Set<Long> confirmed = new HashSet<>();

    private CompletableFuture<?> removing = CompletableFuture.completedFuture(0L);

    /** What comes when that is over; null if there is nothing. */
    private @Nullable CompletableFuture<?> next;

    /** Changed under the lock only. */
    private final AtomicLong count = new AtomicLong();

    /** @param store removes those ids from one mailbox there */
    Removals(Function<Collection<Long>, CompletableFuture<?>> store, ReentrantLock lock) {
        this.store = store;
        this.lock = lock;
        removed = lock.newCondition();
    }

    /** Removes those, too. The future is done when they are removed, and all others that were confirmed before. */
    CompletableFuture<?> add(Collection<Long> ids) {
        confirmed.addAll(ids);
        if (next != null) {
            return next;
        } else if (removing.isDone()) {
            return begin();
        }
        CompletableFuture<Void> start = new CompletableFuture<>();
        CompletableFuture<?> its = start.thenCompose(any -> begin());
        next = its; // first: it may begin at once
        CompletableFuture<?> unused = removing.whenComplete((done, failure) -> start.complete(null));
        return its;
    }

    /** Removes all that are confirmed by now. Runs on the thread of the store, too. */
    private CompletableFuture<?> begin() {
        lock.lock();
        try {
            List<Long> going = List.copyOf(confirmed);
            next = null;
            removing = going.isEmpty()
                    ? CompletableFuture.completedFuture(0L)
                    : store.apply(going).thenRun(() -> announceRoom(going));
            return removing;
        } finally {
            lock.unlock();
        }
    }

    private void announceRoom(List<Long> gone) {
        lock.lock();
        try {
            gone.forEach(confirmed::remove);
            count.incrementAndGet();
            removed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Whether that one was confirmed, and may be in the store still. */
    boolean isUnderWay(long id) {
        return confirmed.contains(id);
    }

    /** How often some were removed. For a thread without the lock. */
    long count() {
        return count.get();
    }

    /** Waits for one more removal than so many. False if that takes too long. For a thread without the lock. */
    boolean await(long before) {
        lock.lock();
        try {
            long left = TIMEOUT;
            while (count.get() == before && left > 0) {
                left = removed.awaitNanos(left);
            }
            return count.get() != before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
