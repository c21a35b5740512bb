package chat.jim.server.mailbox;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.Store;
import chat.jim.wire.MemoryBudget;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the messages to one account until its client has confirmed them (PROTOCOL.md, section 6). They wait in the
 * store, and are sent from there to the login of the account, the reader. Once the reader has caught up, it gets
 * messages directly, and they are only remembered here. You may call a method from any thread unless it says that it is
 * for the reader's.
 */
public final class Mailbox {
    /** How long a sender is delayed, rather than refused, as long as the reader makes room. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final AccountKey owner;
    private final Postage postage;

    /** The bytes that may be sent unconfirmed, less than fit into an outbox. Further messages wait in the store. */
    private final int window;

    /** Guards all fields below. A thread that holds it never waits for the disk, and only a moment for a peer. */
    private final ReentrantLock lock = new ReentrantLock();

    private final UnackedMessages unacked;
    private final MemoryBudget memory;
    private final StoredLetters stored;
    private @Nullable Delivery reader;

    /** Whether the reader has been sent everything in the store. */
    private boolean caughtUp;

    /** Whether the store has failed since the last tick, so that the reader has to read it again. */
    private boolean storeFailed;

    /** How far a reader has read the store: the messages that it was sent from there, and the last change before. */
    private record Position(List<CompletableFuture<Long>> sent, CompletableFuture<?> change) {}

    Mailbox(AccountKey owner, MailStore store, Postage postage, int outboxBytes, MemoryBudget memory) {
        this.memory = memory;
        unacked = new UnackedMessages(memory);
        this.owner = owner;
        this.postage = postage;
        window = outboxBytes / 2;
        stored = new StoredLetters(owner, store, lock);
    }

    void open(Delivery login) {
        locked(() -> reader = login);
    }

    /**
     * Hands a message to the reader, to be written by the next flush of {@code sender}, or else keeps it. True if it
     * was handed over; false if it is on the disk.
     *
     * @throws ProtocolException 410 if there is no room for it, and none is made while the sender waits a moment
     */
    public boolean accept(OutgoingMsg msg, Peer sender) {
        AccountKey account = sender.account();
        long patience = PATIENCE;
        while (true) {
            long removals = stored.removals();
            CompletableFuture<Long> kept = locked(() -> caughtUp && handOver(msg, sender) ? null : keep(msg, account));
            if (kept == null) {
                return true;
            }
            sender.flush(); // the disk may be slow
            if (Store.await(kept) != 0) {
                return false;
            }
            long began = System.nanoTime();
            if (patience <= 0 || !awaitRoom(removals)) {
                throw postage.refusal(owner.name(), account, stored.count(account));
            }
            patience -= System.nanoTime() - began;
        }
    }

    private CompletableFuture<Long> keep(OutgoingMsg msg, @Nullable AccountKey account) {
        retryFailed();
        return postage.isStoreFull()
                ? CompletableFuture.completedFuture(0L)
                : stored.add(new Letter(msg.standard(), account), postage.most(account));
    }

    /** Waits until the reader has made more room than after so many removals; false if it does not. */
    private boolean awaitRoom(long removals) {
        return locked(() -> reader != null && stored.awaitRemoval(removals));
    }

    /**
     * False if too much is unconfirmed, or the reader has gone: everything it was sent is then in the store, before
     * this.
     */
    private boolean handOver(OutgoingMsg msg, Peer sender) {
        int length = msg.standard().length();
        if (unacked.bytes() + length > window || memory.isExceeded()) {
            caughtUp = false;
            keepUnacked();
            return false;
        }
        if (!Objects.requireNonNull(reader).peer().deliver(msg, sender)) {
            end();
            return false;
        }
        unacked.add(msg.standard(), sender.account());
        if (unacked.bytes() >= window / 8) {
            ask(); // do not wait for the next tick
        }
        return true;
    }

    /** Sends the reader what is in the store, as much as may be unconfirmed. Only for the thread that is draining. */
    void drain(Delivery login) {
        Position position = locked(() -> position(login));
        while (position != null) {
            position.change().handle((done, failure) -> 0L).join();
            List<MailStore.Kept> batch = stored.readAfter(position.sent());
            CompletableFuture<?> change = position.change();
            position = locked(() -> send(batch, login, change));
        }
    }

    private @Nullable Position position(Delivery login) {
        boolean sending = reader == login && !caughtUp && unacked.bytes() < window;
        return sending ? new Position(unacked.ids(), stored.lastChange()) : null;
    }

    /** The reader has caught up if there is nothing to send, and the store has not changed after {@code change}. */
    private @Nullable Position send(List<MailStore.Kept> batch, Delivery login, CompletableFuture<?> change) {
        if (reader != login) {
            return null;
        }
        for (MailStore.Kept kept : batch) {
            if (unacked.bytes() >= window) {
                break;
            }
            if (!login.deliver(kept)) {
                end();
                return null;
            }
            unacked.add(kept);
        }
        caughtUp = batch.isEmpty() && change == stored.lastChange();
        ask();
        return position(login);
    }

    /** Reading the store for that login has failed. */
    void readFailed(Delivery login) {
        locked(() -> storeFailed = reader == login);
    }

    /**
     * Asks the reader to confirm what it was sent, if there is anything. Returns the reader if it has not caught up.
     */
    @Nullable
    Delivery tick() {
        locked(() -> {
            retryFailed();
            boolean readAgain = storeFailed && reader != null;
            storeFailed = false;
            return readAgain ? Objects.requireNonNull(reader).ackProbe().ask(unacked.count()) : ask();
        });
        return locked(() -> {
            CompletableFuture<?> ignored = stored.remove(unacked.remove(confirmedWithoutAnswer()));
            return caughtUp ? null : reader;
        });
    }

    private int confirmedWithoutAnswer() {
        return reader == null ? 0 : reader.ackProbe().confirmWithoutAnswer();
    }

    private boolean ask() {
        return reader != null && unacked.count() > 0 && reader.ackProbe().ask(unacked.count());
    }

    /** See {@link Delivery#probe}. */
    void probe(Delivery login) {
        locked(() -> reader == login && login.ackProbe().probe(unacked.count()));
    }

    /**
     * The reader has answered a probe, so it has read what it was sent before. Those messages are removed from the
     * store when this returns. An answer before they are written counts for nothing. Only for the reader's thread.
     */
    void confirm(Delivery login) {
        Store.await(locked(() -> {
            List<CompletableFuture<Long>> read =
                    reader == login ? unacked.remove(login.ackProbe().confirm()) : List.of();
            ask();
            return stored.remove(read);
        }));
    }

    /** The reader has answered a probe, saying that its messages were not read. */
    void decline(Delivery login) {
        locked(() -> {
            if (reader == login) {
                login.ackProbe().decline();
            }
            return null;
        });
    }

    /**
     * The reader leaves, and the messages that it has not confirmed wait for the next one. Returns a task that removes
     * them from the store, in case the reader turns out to have read them; null if there are none.
     */
    @Nullable
    Supplier<CompletableFuture<?>> close(Delivery login) {
        return locked(() -> {
            if (reader != login) {
                return null;
            }
            keepUnacked();
            List<CompletableFuture<Long>> read = unacked.ids();
            end();
            return read.isEmpty() ? null : () -> locked(() -> stored.remove(read));
        });
    }

    /**
     * Puts all messages that are only remembered into the store, also those that it has failed to add before. Returns the
     * last change of the store. The reader is sent nothing more.
     */
    CompletableFuture<?> keepAll() {
        return locked(() -> {
            retryFailed();
            end();
            return stored.lastChange();
        });
    }

    /** How many messages are only remembered: they are on no disk, and in no change of the store. */
    int remembered() {
        return locked(() -> unacked.remembered() + stored.failed());
    }

    private void end() {
        keepUnacked();
        unacked.remove(unacked.count());
        reader = null;
        caughtUp = false;
    }

    private void keepUnacked() {
        unacked.keepAll(stored::keep);
    }

    /** Keeps the messages that the store has failed to add before, and then the newer ones. */
    private void retryFailed() {
        if (stored.keepAgain()) {
            caughtUp = false;
            storeFailed = true;
            keepUnacked();
        }
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
