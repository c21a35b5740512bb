package chat.jim.server.mailbox;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.limit.Postage;
import chat.jim.server.mailbox.UnackedMessages.InStore;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Count;
import chat.jim.server.store.MailStore.Kept;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Page;
import chat.jim.server.store.MailStore.Place;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.server.store.StoreException.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one mailbox that are in the store: adds to them, and removes what has been confirmed. Guarded by the lock
 * of its {@link Mailbox}, and never waits for the disk, unless a method says otherwise.
 */
final class StoredLetters {
    private static final int BATCH = 100;

    /** A leader of the engine that was cut off gives up earlier. */
    private static final long STALE = TimeUnit.SECONDS.toNanos(30);

    private final AccountKey owner;
    private final MailStore store;
    private final ReentrantLock lock;
    private final RetryQueue retries;
    private final Removals removals;

    private final Arrivals arrivals;
    private final Postage postage;

    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(0L);

    /** How far the store was read, see {@link Page#end}. */
    private long end;

    /** How far it has come at least, and when one has learnt that. */
    private long expected;

    private long expectedAt;

    StoredLetters(AccountKey owner, MailStore store, Arrivals arrivals, Postage postage, ReentrantLock lock) {
        this.postage = postage;
        this.arrivals = arrivals;
        this.owner = owner;
        this.store = store;
        this.lock = lock;
        retries = new RetryQueue(owner, store, lock);
        removals = new Removals(ids -> store.removeRead(owner, ids), lock);
    }

    CompletableFuture<?> lastChange() {
        return lastChange;
    }

    /** Behind what a message belongs that is handed over now, see {@link Letter}. */
    long end() {
        return end;
    }

    /** Whether messages may be stored before those that were handed over before them, see {@link MailStore#keepsPlaces}. */
    boolean keepsPlaces() {
        return store.keepsPlaces();
    }

    /** How many the store has failed to add. */
    int failed() {
        return retries.size();
    }

    /** Those that readers have confirmed. */
    Removals removals() {
        return removals;
    }

    /** Adds one, if there is room. Completes with its number, or with 0 if it is not kept. */
    CompletableFuture<Long> add(OutgoingMsg msg, Sender sender) {
        Letter letter = new Letter(msg.standard(), sender.account(), sender.ticket());
        if (postage.isStoreFull()) {
            return CompletableFuture.completedFuture(0L);
        }
        noteStored(letter);
        return changing(store.add(owner, letter, postage.most(sender.account())));
    }

    private void noteStored(Letter letter) {
        if (letter.ticket() != null) {
            arrivals.stored(letter.ticket());
        }
    }

    /** Whether one with that ticket is in the store, or on its way there, so that it need not come directly. */
    boolean has(@Nullable String ticket) {
        return ticket != null && arrivals.isStored(ticket);
    }

    /**
     * Waits until the message of that sender is kept which was added. For a thread without the lock.
     *
     * @throws ProtocolException 410 if there is no room for it
     */
    void awaitKept(CompletableFuture<Long> kept, @Nullable AccountKey sender) {
        if (Store.await(kept) == 0) {
            throw postage.refusal(owner.name(), sender, count(sender));
        }
    }

    /** Adds one that was answered 200 already, see {@link RetryQueue#keep}. */
    InStore keep(Letter letter) {
        noteStored(letter);
        Letter sure = letter.ticket() == null ? letter.withTicket(AccountKey.randomId()) : letter;
        return new InStore(sure.ticket(), sure.after(), changing(retries.keep(sure)));
    }

    /** Whether all is in the store that was given to {@link #keep}. */
    boolean hasAllKept() {
        return retries.isEmpty();
    }

    /** Adds again what the store has failed to add; false if there is nothing. See {@link RetryQueue#keepAgain}. */
    boolean keepAgain(boolean isRead) {
        CompletableFuture<Long> last = retries.keepAgain(isRead);
        if (last != null) {
            CompletableFuture<?> unused = changing(last);
        }
        return last != null;
    }

    private CompletableFuture<Long> changing(CompletableFuture<Long> kept) {
        lastChange = store.keepsPlaces() ? kept.thenAccept(this::expectOwn) : kept;
        return kept;
    }

    private void expectOwn(long id) {
        lock.lock();
        try {
            expect(id);
        } finally {
            lock.unlock();
        }
    }

    /** That one is there: an answer of somebody who does not know of it is no answer. */
    void expect(long id) {
        if (id > expected) {
            expected = id;
            expectedAt = System.nanoTime();
        }
    }

    /** Removes those as soon as they are there. */
    CompletableFuture<?> remove(List<InStore> read) {
        if (read.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        CompletableFuture<?> removal = UnackedMessages.known(read).thenCompose(this::removeKnown);
        lastChange = removal;
        return removal;
    }

    /** Runs on the thread of the store, unless it has added the messages before. */
    private CompletableFuture<?> removeKnown(List<InStore> read) {
        lock.lock();
        try {
            List<Long> ids = new ArrayList<>();
            for (InStore one : read) {
                if (one.known() > 0) {
                    ids.add(one.known());
                } else if (one.ticket() != null) {
                    removeFailed(one.ticket());
                }
            }
            return removals.add(ids);
        } finally {
            lock.unlock();
        }
    }

    /** It is not tried again; if it just is, it is removed afterwards. */
    private void removeFailed(String ticket) {
        arrivals.confirmed(ticket);
        CompletableFuture<?> unused = retries.drop(ticket)
                .thenCompose(
                        id -> remove(List.of(new InStore(null, Letter.LAST, CompletableFuture.completedFuture(id)))));
    }

    /**
     * The oldest ones behind those that were sent already. Waits for the store; for a thread without the lock.
     *
     * @throws StoreException they cannot be read, or a server of the engine has answered that was cut off, and does not know yet
     *     of all that were there before
     */
    List<Kept> readBehind(List<InStore> sent) {
        long least = expected();
        List<Place> places = UnackedMessages.known(sent).join().stream()
                .map(InStore::place)
                .filter(place -> place.id() > 0)
                .toList();
        Set<Long> ids = places.stream().map(Place::id).collect(Collectors.toSet());
        Place last = places.isEmpty() ? Place.START : places.get(places.size() - 1);
        while (true) {
            Page page = store.read(owner, last, BATCH);
            if (page.end() < least) {
                throw new StoreException(Reason.SILENT, "NATS does not know of a letter yet that was stored.", null);
            }
            List<Kept> fresh = fresh(page, ids);
            if (page.letters().isEmpty() || !fresh.isEmpty()) {
                return fresh;
            }
            last = page.letters().get(page.letters().size() - 1).place();
        }
    }

    /** How far the store has come by now, at least. */
    private long expected() {
        lock.lock();
        try {
            return System.nanoTime() - expectedAt < STALE ? expected : 0;
        } finally {
            lock.unlock();
        }
    }

    /** Those that were not sent or confirmed; those that have come directly, and were confirmed then, are removed. */
    private List<Kept> fresh(Page page, Set<Long> sent) {
        lock.lock();
        try {
            end = page.end();
            List<InStore> twice = new ArrayList<>();
            List<Kept> fresh = new ArrayList<>();
            for (Kept kept : page.letters()) {
                if (kept.ticket() != null && !arrivals.stored(kept.ticket())) {
                    twice.add(InStore.of(kept));
                } else if (!removals.isUnderWay(kept.id()) && !sent.contains(kept.id())) {
                    fresh.add(kept);
                }
            }
            CompletableFuture<?> unused = remove(twice);
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    /** See {@link MailStore#count}. Waits for the store; for a thread without the lock. */
    Count count(@Nullable AccountKey sender) {
        return store.count(owner, sender);
    }
}
