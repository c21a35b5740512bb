package chat.jim.server.mailbox;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.Store;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one mailbox that are in the store: adds to them, and removes what has been confirmed. Guarded by the lock
 * of its {@link Mailbox}, and never waits for the disk, unless a method says otherwise.
 */
final class StoredLetters {
    private static final int BATCH = 100;
    private static final long REMOVAL_TIMEOUT = TimeUnit.SECONDS.toNanos(1);

    private final AccountKey owner;
    private final MailStore store;
    private final ReentrantLock lock;
    private final Condition removed;
    private final RetryQueue retries;

    /** The number of the last message that was confirmed. */
    private long confirmed;

    /** Changed under the lock only. */
    private final AtomicLong removals = new AtomicLong();

    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(0L);

    StoredLetters(AccountKey owner, MailStore store, ReentrantLock lock) {
        this.owner = owner;
        this.store = store;
        this.lock = lock;
        removed = lock.newCondition();
        retries = new RetryQueue(owner, store, lock);
    }

    CompletableFuture<?> lastChange() {
        return lastChange;
    }

    /** How many the store has failed to add. */
    int failed() {
        return retries.size();
    }

    /** Adds one, if no more than that many are there. Completes with its number, or with 0 if it is not kept. */
    CompletableFuture<Long> add(Letter letter, Count most) {
        return changing(store.add(owner, letter, most));
    }

    /**
     * Waits until the message of that sender is kept which was added. For a thread without the lock.
     *
     * @throws ProtocolException 410 if there is no room for it
     */
    void awaitKept(CompletableFuture<Long> kept, @Nullable AccountKey sender, Postage postage) {
        if (Store.await(kept) == 0) {
            throw postage.refusal(owner.name(), sender, count(sender));
        }
    }

    /** Adds one that was answered 200 already, see {@link RetryQueue#keep}. */
    CompletableFuture<Long> keep(Letter letter) {
        return changing(retries.keep(letter));
    }

    /** Adds again what the store has failed to add; false if there is nothing. */
    boolean keepAgain() {
        CompletableFuture<?> last = retries.keepAgain();
        if (last != null) {
            lastChange = last;
        }
        return last != null;
    }

    private CompletableFuture<Long> changing(CompletableFuture<Long> kept) {
        lastChange = kept;
        return kept;
    }

    /** Removes those as soon as they are there. */
    CompletableFuture<?> remove(List<CompletableFuture<Long>> read) {
        if (read.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        CompletableFuture<?> removal = UnackedMessages.last(read).thenCompose(this::removeUpTo);
        lastChange = removal;
        return removal;
    }

    /** Runs on the thread of the store, unless it has added the messages before. */
    private CompletableFuture<?> removeUpTo(long last) {
        lock.lock();
        try {
            confirmed = Math.max(confirmed, last);
            return last == 0
                    ? CompletableFuture.completedFuture(0L)
                    : store.remove(owner, last).thenRun(this::announceRoom);
        } finally {
            lock.unlock();
        }
    }

    private void announceRoom() {
        lock.lock();
        try {
            removals.incrementAndGet();
            removed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How often some were removed. For a thread without the lock. */
    long removals() {
        return removals.get();
    }

    /** Waits for one more removal than so many. False if that takes too long. For a thread without the lock. */
    boolean awaitRemoval(long before) {
        lock.lock();
        try {
            long left = REMOVAL_TIMEOUT;
            while (removals.get() == before && left > 0) {
                left = removed.awaitNanos(left);
            }
            return removals.get() != before;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** The oldest ones after those that were sent already. Waits for the store; for a thread without the lock. */
    List<MailStore.Kept> readAfter(List<CompletableFuture<Long>> sent) {
        long last = UnackedMessages.last(sent).join();
        return store.read(owner, Math.max(confirmed(), last), BATCH);
    }

    private long confirmed() {
        lock.lock();
        try {
            return confirmed;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link MailStore#count}. Waits for the store; for a thread without the lock. */
    Count count(@Nullable AccountKey sender) {
        return store.count(owner, sender);
    }
}
