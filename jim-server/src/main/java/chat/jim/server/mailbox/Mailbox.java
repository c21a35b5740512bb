package chat.jim.server.mailbox;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.limit.Postage;
import chat.jim.server.mailbox.Drain.Position;
import chat.jim.server.mailbox.UnackedMessages.InStore;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.wire.MemoryBudget;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the messages to one account until one of its clients has confirmed them (PROTOCOL.md, section 6). They wait in the
 * store, and go from there to all logins of the account, the readers. Readers who have caught up get messages directly, and
 * these are only remembered here. You may call a method from any thread unless it says that it is for a reader's.
 */
public final class Mailbox {
    /** The bytes that may be sent unconfirmed, less than fit into an outbox. Further messages wait in the store. */
    private final int window;

    /** Guards all fields below. A thread that holds it never waits for the disk, and only a moment for a peer. */
    private final ReentrantLock lock = new ReentrantLock();

    private final UnackedMessages unacked;
    private final MemoryBudget memory;
    private final StoredLetters stored;
    private final Drain drain;
    private final Readers readers;

    /** Whether the readers have been sent everything in the store. */
    private boolean caughtUp;

    /** Whether the store has failed since the last tick, so that the readers have to read it again. */
    private boolean storeFailed;

    /** How often the readers had to read the store anew, for what somebody had been sent who is gone. */
    private int restarts;

    Mailbox(AccountKey owner, MailStore store, Arrivals arrivals, Postage postage, int window, MemoryBudget memory) {
        this.window = window;
        this.memory = memory;
        unacked = new UnackedMessages(memory, arrivals);
        readers = new Readers(unacked);
        stored = new StoredLetters(owner, store, arrivals, postage, lock);
        drain = new Drain(this, stored);
    }

    void open(Delivery login) {
        locked(() -> readers.add(login));
    }

    /**
     * Hands a message to the readers, to be written by the next flush of {@code sender}, or else keeps it. Null if it was
     * handed over; otherwise the result waits until it is on the disk. While nobody reads, this itself waits for nothing.
     *
     * @param unread is told of one that is being kept while nobody reads: the reader may have gone to another server
     * @throws ProtocolException 410, by the result, if there is no room, and none is made while the sender waits a moment
     */
    public @Nullable Runnable accept(OutgoingMsg msg, Sender sender, Consumer<CompletableFuture<Long>> unread) {
        return new Intake(this, stored, unread).accept(msg, sender);
    }

    /** The same, but never waits: null if it was handed over, or is in the store already; else its number there, or 0 if there is no room. */
    public @Nullable CompletableFuture<Long> offer(OutgoingMsg msg, Sender sender) {
        return locked(
                () -> stored.has(sender.ticket()) || (caughtUp && handOver(msg, sender)) ? null : keep(msg, sender));
    }

    /** Whether somebody reads, who may make room. */
    public boolean isRead() {
        return locked(() -> !readers.isEmpty());
    }

    /** See {@link StoredLetters#awaitKept}. */
    public void awaitKept(CompletableFuture<Long> kept, @Nullable AccountKey sender) {
        stored.awaitKept(kept, sender);
    }

    /** Another server has added up to that one to the store: all is read anew, since what is only remembered comes behind that. */
    public void poke(long newest) {
        locked(() -> {
            stored.expect(newest);
            restart();
            readers.drainSoon();
        });
    }

    private CompletableFuture<Long> keep(OutgoingMsg msg, Sender sender) {
        retryFailed();
        return stored.add(msg, sender);
    }

    /** False if too much is unconfirmed, or readers have gone: what they were sent comes before this in the store, or will. */
    private boolean handOver(OutgoingMsg msg, Sender sender) {
        boolean isMemoryShort = memory.isExceeded();
        if (isMemoryShort || unacked.bytes() + msg.standard().length() > window) {
            caughtUp = false;
            if (isMemoryShort || !stored.keepsPlaces()) {
                unacked.keepAll(stored::keep);
            }
            return false;
        }
        if (!sendAll(reader -> reader.peer().deliver(msg, sender))) {
            return false;
        }
        unacked.add(msg.standard(), sender.account(), sender.ticket(), stored.end());
        if (unacked.bytes() >= window / 8) {
            readers.ask(); // do not wait for the next tick
        }
        return true;
    }

    /** Sends all readers a message, and drops those who are gone. False if none is left, or older messages have to come first. */
    private boolean sendAll(Predicate<Delivery> sending) {
        int before = restarts;
        // Who alone was sent older ones is asked before all who remain.
        for (Delivery reader : readers.all()) {
            if (restarts == before && !sending.test(reader)) {
                leave(reader);
            }
        }
        return !readers.isEmpty() && restarts == before;
    }

    /** A reader is gone. Those who remain are sent what only it was sent, and read the store anew for that. */
    private void leave(Delivery reader) {
        readers.remove(reader);
        if (readers.isEmpty()) {
            end();
        } else if (!readers.haveAll()) {
            restart();
        }
        if (!caughtUp) {
            readers.wake();
        }
    }

    /** Where to go on reading the store for that login and all others; null if nothing is to be sent now. */
    @Nullable
    Position position(Delivery login) {
        return locked(() -> !caughtUp && unacked.bytes() < window && readers.has(login)
                ? new Position(unacked.stored(), stored.lastChange(), restarts)
                : null);
    }

    /** Sends the readers what was read at that position, if it still goes on there. They have caught up if the store has no more. */
    void send(List<MailStore.Kept> batch, Position position, @Nullable Peer by) {
        locked(() -> position.restarts() == restarts && sendAll(batch, by, position.change()));
    }

    private boolean sendAll(List<MailStore.Kept> batch, @Nullable Peer by, CompletableFuture<?> change) {
        for (MailStore.Kept kept : batch) {
            if (unacked.bytes() >= window) {
                break;
            }
            boolean wasSent =
                    stored.failed() > 0 && unacked.isFailed(kept.ticket()); // the store has it though it has failed
            if (!wasSent && !sendAll(reader -> reader.deliver(kept, by))) {
                return false;
            }
            unacked.add(kept);
        }
        caughtUp = readers.caughtUp(batch.isEmpty() && change == stored.lastChange());
        readers.ask();
        return caughtUp;
    }

    void drain(Delivery login, @Nullable Peer by) {
        drain.run(login, by);
    }

    /** Reading the store for that login has failed. */
    void readFailed(Delivery login) {
        locked(() -> storeFailed |= readers.has(login));
    }

    /** Asks the readers to confirm what they were sent, if there is anything. Returns them if they have not caught up. */
    List<Delivery> tick() {
        return locked(() -> {
            retryFailed();
            if (storeFailed) {
                readers.wake();
                storeFailed = false;
            }
            readers.ask();
            CompletableFuture<?> unused = stored.remove(readers.confirmWithoutAnswer());
            return caughtUp ? List.of() : List.of(readers.all());
        });
    }

    void probe(Delivery login) {
        locked(() -> readers.has(login) && login.ackProbe().probe(unacked.next()));
    }

    /**
     * The reader has answered a probe, so it has read what it was sent before. Those messages are removed from the
     * store when this returns. An answer before they are written counts for nothing. Only for the reader's thread.
     */
    void confirm(Delivery login) {
        Store.await(locked(() -> stored.remove(readers.confirm(login))));
    }

    /** The reader has answered a probe, saying that its messages were not read. */
    void decline(Delivery login) {
        locked(() -> readers.decline(login));
    }

    /**
     * A reader leaves. If it is the last one, the messages that nobody has confirmed wait for the next one. Returns a task
     * that removes them from the store, in case the reader turns out to have read them; null if there are none.
     */
    @Nullable
    Supplier<CompletableFuture<?>> close(Delivery login) {
        return locked(() -> {
            if (!readers.has(login)) {
                return null;
            }
            if (readers.all().length > 1) {
                leave(login);
                return null;
            }
            unacked.keepAll(stored::keep);
            List<InStore> read = unacked.stored();
            end();
            return read.isEmpty() ? null : () -> locked(() -> stored.remove(read));
        });
    }

    /** Puts all that is only remembered into the store, returns its last change, and sends the readers nothing more. */
    public CompletableFuture<?> keepAll() {
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

    /** Whether the store has taken all that {@link #keepAll} has put there. */
    public boolean hasAllKept() {
        return locked(stored::hasAllKept);
    }

    private void end() {
        readers.removeAll();
        restart();
    }

    /** Whoever reads next is sent all that is unconfirmed, from the store; those who remain, only what they were not. */
    private void restart() {
        unacked.keepAll(stored::keep);
        readers.rememberSent();
        unacked.clear(readers.asked(), readers.unconfirmed());
        caughtUp = false;
        restarts++;
    }

    /** Keeps the messages that the store has failed to add before, and then the newer ones. */
    private void retryFailed() {
        if (stored.keepAgain(!readers.isEmpty())) {
            storeFailed = true;
            restart(); // what has failed was sent, and is now somewhere in the store
        }
    }

    private void locked(Runnable work) {
        locked(() -> {
            work.run();
            return null;
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
