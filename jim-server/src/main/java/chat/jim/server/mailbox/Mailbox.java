package chat.jim.server.mailbox;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.wire.MemoryBudget;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
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
    private static final int BATCH = 100;

    private final Address owner;
    private final MailStore store;
    private final int size;

    /** The bytes that may be sent unconfirmed, less than fit into an outbox. Further messages wait in the store. */
    private final int window;

    /** Guards all fields below. A thread that holds it never waits for the disk, and only a moment for a peer. */
    private final ReentrantLock lock = new ReentrantLock();

    private final UnackedMessages unacked;
    private final MemoryBudget memory;
    private final RetryQueue retries;
    private @Nullable Delivery reader;

    /** Whether the reader has been sent everything in the store. */
    private boolean caughtUp;

    /** Whether the store has failed since the last tick, so that the reader has to read it again. */
    private boolean storeFailed;

    /** The number of the last message in the store that was confirmed. */
    private long confirmed;

    /** The last change of the store. */
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(0L);

    /** How far a reader has read the store: the messages that it was sent from there, and the last change before. */
    private record Position(List<CompletableFuture<Long>> sent, CompletableFuture<?> change) {}

    Mailbox(Address owner, MailStore store, ServerConfig.Limits limits, MemoryBudget memory) {
        this.memory = memory;
        unacked = new UnackedMessages(memory);
        this.owner = owner;
        this.store = store;
        size = limits.mailbox();
        window = limits.outboxBytes() / 2;
        retries = new RetryQueue(owner, store, lock);
    }

    void open(Delivery login) {
        locked(() -> reader = login);
    }

    /**
     * Hands a message to the reader, to be written by the next flush of {@code sender}, or else keeps it. True if it
     * was handed over; false if it is on the disk.
     *
     * @throws ProtocolException 410 if the mailbox is full
     */
    public boolean accept(OutgoingMsg msg, Peer sender) {
        CompletableFuture<Long> kept = locked(() -> caughtUp && handOver(msg, sender) ? null : keep(msg));
        if (kept == null) {
            return true;
        }
        sender.flush(); // the disk may be slow
        if (Store.await(kept) == 0) {
            throw new ProtocolException(Code.GONE, "The mailbox of " + owner + " is full: try again later.");
        }
        return false;
    }

    private CompletableFuture<Long> keep(OutgoingMsg msg) {
        retryFailed();
        return changing(store.add(owner, msg.standard(), size));
    }

    private CompletableFuture<Long> changing(CompletableFuture<Long> kept) {
        lastChange = kept;
        return kept;
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
        unacked.add(msg.standard());
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
            long sent = UnackedMessages.last(position.sent()).join();
            long from = locked(() -> Math.max(confirmed, sent));
            List<MailStore.Kept> batch = store.read(owner, from, BATCH);
            CompletableFuture<?> change = position.change();
            position = locked(() -> send(batch, login, change));
        }
    }

    private @Nullable Position position(Delivery login) {
        boolean sending = reader == login && !caughtUp && unacked.bytes() < window;
        return sending ? new Position(unacked.ids(), lastChange) : null;
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
        caughtUp = batch.isEmpty() && change == lastChange;
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
            CompletableFuture<?> ignored = remove(unacked.remove(confirmedWithoutAnswer()));
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
            return remove(read);
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
            return read.isEmpty() ? null : () -> locked(() -> remove(read));
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
            return lastChange;
        });
    }

    /** How many messages are only remembered: they are on no disk, and in no change of the store. */
    int remembered() {
        return locked(() -> unacked.remembered() + retries.size());
    }

    private void end() {
        keepUnacked();
        unacked.remove(unacked.count());
        reader = null;
        caughtUp = false;
    }

    private void keepUnacked() {
        unacked.keepAll(message -> changing(retries.keep(message)));
    }

    /** Keeps the messages that the store has failed to add before, and then the newer ones. */
    private void retryFailed() {
        CompletableFuture<?> last = retries.keepAgain();
        if (last != null) {
            lastChange = last;
            caughtUp = false;
            storeFailed = true;
            keepUnacked();
        }
    }

    /** Returns at once; removes those that are still being added as soon as they are there. */
    private CompletableFuture<?> remove(List<CompletableFuture<Long>> read) {
        if (read.isEmpty()) {
            return CompletableFuture.completedFuture(0L);
        }
        CompletableFuture<?> removed = UnackedMessages.last(read).thenCompose(this::removeUpTo);
        lastChange = removed;
        return removed;
    }

    /** Runs on the thread of the store, unless it has added the messages before. */
    private CompletableFuture<?> removeUpTo(long last) {
        return locked(() -> {
            confirmed = Math.max(confirmed, last);
            return last == 0 ? CompletableFuture.completedFuture(0L) : store.remove(owner, last);
        });
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
