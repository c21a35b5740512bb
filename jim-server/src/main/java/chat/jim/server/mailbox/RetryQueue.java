package chat.jim.server.mailbox;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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

    RetryQueue(AccountKey owner, MailStore store, Lock lock) {
        this.owner = owner;
        this.store = store;
        this.lock = lock;
    }

    /** How many wait to be tried again. */
    int size() {
        return failed.size();
    }

    /** Keeps one. Completes with its number in the store, or with 0 if it has to be tried again. */
    CompletableFuture<Long> keep(Letter letter) {
        return add(letter.ticket() == null ? withTicket(letter) : letter);
    }

    /** The store may have taken it though it says that it has failed: it takes none twice that has a ticket. */
    private static Letter withTicket(Letter letter) {
        return new Letter(letter.message(), letter.sender(), AccountKey.randomId());
    }

    private CompletableFuture<Long> add(Letter letter) {
        return store.add(owner, letter, MailStore.Count.UNLIMITED).exceptionally(failure -> {
            tryLater(letter, failure);
            return 0L;
        });
    }

    /** Tries the messages again that have failed, in order. Returns the last change, or null if there is none. */
    @Nullable
    CompletableFuture<?> keepAgain() {
        List<Letter> again = failed;
        failed = new ArrayList<>();
        CompletableFuture<?> last = null;
        for (Letter letter : again) {
            last = add(letter);
        }
        return last;
    }

    /** Runs on the thread of the store. */
    private void tryLater(Letter letter, Throwable failure) {
        lock.lock();
        try {
            if (failed.isEmpty()) {
                LOG.warn("The store fails, messages to {} wait in memory: {}", owner, failure.getMessage());
            }
            failed.add(letter);
        } finally {
            lock.unlock();
        }
    }
}
