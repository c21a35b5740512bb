package chat.jim.server.mailbox;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps messages to one account that were already answered 200, even if the mailbox is full. If the store fails, it
 * tries them again as long as the server runs. Guarded by the lock of its {@link Mailbox}.
 */
final class RetryQueue {
    private static final Logger LOG = LoggerFactory.getLogger(RetryQueue.class);

    private final AccountKey owner;
    private final MailStore store;
    private final Lock lock;
    private List<Letter> failed = new ArrayList<>();

    /** How those were tried again that had failed, by their tickets, as long as a reader may still confirm them. */
    private final Map<String, CompletableFuture<Long>> attempts = new HashMap<>();

    /** How many the store is about to take, or to fail at. */
    private final AtomicInteger underWay = new AtomicInteger();

    /** Whether it was logged that the store fails, which it has done since. */
    private final AtomicBoolean isLogged = new AtomicBoolean();

    RetryQueue(AccountKey owner, MailStore store, Lock lock) {
        this.owner = owner;
        this.store = store;
        this.lock = lock;
    }

    /** How many wait to be tried again. */
    int size() {
        return failed.size();
    }

    /** Whether the store has taken all: none is on its way there either. */
    boolean isEmpty() {
        return underWay.get() == 0 && failed.isEmpty();
    }

    /**
     * Keeps one, which has a ticket: the store may have taken it though it says that it has failed. Completes with its number in
     * the store, or with 0 if it has to be tried again.
     */
    CompletableFuture<Long> keep(Letter letter) {
        return add(letter, true);
    }

    private CompletableFuture<Long> add(Letter letter, boolean isFirst) {
        CompletableFuture<Long> kept = store.add(owner, letter, MailStore.Count.UNLIMITED);
        underWay.incrementAndGet();
        return kept.whenComplete((id, failure) -> log(failure))
                .exceptionally(failure -> {
                    tryLater(letter, isFirst);
                    return 0L;
                })
                .whenComplete((id, failure) -> underWay.decrementAndGet());
    }

    /**
     * Tries the messages again that have failed, in order. Returns the last change, or null if there is none.
     *
     * @param isRead whether somebody reads, who may confirm what was tried again before; else that is read from the store
     */
    @Nullable
    CompletableFuture<Long> keepAgain(boolean isRead) {
        attempts.values().removeIf(attempt -> !isRead && attempt.isDone());
        List<Letter> again = failed;
        failed = new ArrayList<>();
        CompletableFuture<Long> last = null;
        for (Letter letter : again) {
            CompletableFuture<Long> attempt = new CompletableFuture<>();
            attempts.put(letter.ticket(), attempt);
            last = add(letter, false).whenComplete((id, failure) -> attempt.complete(id));
        }
        return last;
    }

    /** One was read: it is not tried again. If it was meanwhile, returns its number in the store, as soon as it is known; else 0. */
    CompletableFuture<Long> drop(String ticket) {
        failed.removeIf(letter -> ticket.equals(letter.ticket()));
        CompletableFuture<Long> attempt = attempts.remove(ticket);
        return attempt == null ? CompletableFuture.completedFuture(0L) : attempt;
    }

    private void log(@Nullable Throwable failure) {
        if (failure == null) {
            isLogged.set(false);
        } else if (!isLogged.getAndSet(true)) {
            LOG.atLevel(StoreException.levelOf(failure))
                    .log("The store fails, messages to {} wait in memory: {}", owner, failure.getMessage());
        }
    }

    /** Runs on the thread of the store. */
    private void tryLater(Letter letter, boolean isFirst) {
        lock.lock();
        try {
            if (!isFirst && attempts.remove(letter.ticket()) == null) {
                return; // dropped
            }
            failed.add(letter);
        } finally {
            lock.unlock();
        }
    }
}
