package chat.jim.server.mailbox;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.config.ServerConfig;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages on their way to one account, until its client has confirmed them (PROTOCOL.md, section 6). They wait in the
 * store, and are sent from there to the login of the account, its reader. Once the reader has caught up, messages are handed
 * to it directly, and only remembered here. From any thread, where it does not say that a method is for the reader's.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);
    private static final int BATCH = 100;

    private final Address owner;
    private final MailStore store;
    private final InstantSource clock;
    private final int size;

    /** Bytes that may be on the way unconfirmed, less than an outbox takes: what comes then waits in the store. */
    private final int window;

    /** Guards all fields below. No thread that holds it waits for the disk, and for a peer only a moment. */
    private final ReentrantLock lock = new ReentrantLock();

    private final UnackedMessages unacked = new UnackedMessages();
    private final RetryQueue retries;
    private @Nullable Delivery reader;

    /** Whether the reader has been sent all that is in the store. */
    private boolean caughtUp;

    /** Whether the store has failed since the last tick: the reader has to read it again. */
    private boolean storeFailed;

    /** The number of the last message in the store that was confirmed. */
    private long confirmed;

    /** The last change of what is in the store. */
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(0L);

    /** Up to where a reader has read the store: what it was sent from there, and the last change before that. */
    private record Position(List<CompletableFuture<Long>> sent, long confirmed, CompletableFuture<?> change) {}

    Mailbox(Address owner, MailStore store, ServerConfig.Limits limits, InstantSource clock) {
        this.owner = owner;
        this.store = store;
        this.clock = clock;
        size = limits.mailbox();
        window = limits.outboxBytes() / 2;
        retries = new RetryQueue(owner, store, lock);
    }

    void open(Delivery login) {
        locked(() -> reader = login);
    }

    /**
     * Hands a message to the reader, to be written by the next flush of {@code sender}, or else keeps it. True if it was
     * handed over; if not, it is on the disk.
     *
     * @throws ProtocolException 410 if the mailbox is full
     */
    public boolean take(OutgoingMsg msg, Peer sender) {
        CompletableFuture<Long> kept = locked(() -> caughtUp && handOver(msg, sender) ? null : keep(msg));
        if (kept == null) {
            return true;
        }
        sender.flush(); // the disk may take its time
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

    /** False if too much is on the way, or the reader is gone: all that it was sent is in the store then, before this one. */
    private boolean handOver(OutgoingMsg msg, Peer sender) {
        int length = msg.standard().length();
        if (unacked.bytes() + length > window) {
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
            ask(); // now, and not only at the next tick
        }
        return true;
    }

    /** Sends the reader what is in the store, as far as it may be on the way. Only for the reader's draining thread. */
    void drain(Delivery login) {
        Position position = locked(() -> position(login));
        while (position != null) {
            position.change().handle((done, failure) -> 0L).join();
            long from = Math.max(position.confirmed(), UnackedMessages.last(position.sent()));
            List<MailStore.Kept> batch = store.read(owner, from, BATCH);
            CompletableFuture<?> change = position.change();
            position = locked(() -> send(batch, login, change));
        }
    }

    private @Nullable Position position(Delivery login) {
        boolean sending = reader == login && !caughtUp && unacked.bytes() < window;
        return sending ? new Position(unacked.ids(), confirmed, lastChange) : null;
    }

    /** The reader has caught up if there is nothing to send, and nothing was kept after {@code change}. */
    private @Nullable Position send(List<MailStore.Kept> batch, Delivery login, CompletableFuture<?> change) {
        if (reader != login) {
            return null;
        }
        for (MailStore.Kept kept : batch) {
            if (unacked.bytes() >= window) {
                break;
            }
            if (!deliver(kept, login)) {
                end();
                return null;
            }
            unacked.add(kept);
        }
        caughtUp = batch.isEmpty() && change == lastChange;
        ask();
        return position(login);
    }

    /** A message that cannot be decoded for the reader's dialect counts as delivered, or it would come back at each login. */
    private boolean deliver(MailStore.Kept kept, Delivery login) {
        try {
            return login.deliver(OutgoingMsg.standard(kept.message(), clock));
        } catch (ProtocolException e) {
            LOG.warn("Dropping a message kept for {}, it cannot be decoded: {}", owner, e.sentence());
            return true;
        }
    }

    /** The store could not be read for that reader. */
    void readFailed(Delivery login) {
        locked(() -> storeFailed = reader == login);
    }

    /** Asks the reader to confirm what it was sent, if there is something. Returns a reader that has not caught up. */
    @Nullable
    Delivery tick() {
        locked(() -> {
            retryFailed();
            boolean readAgain = storeFailed && reader != null;
            storeFailed = false;
            return readAgain ? Objects.requireNonNull(reader).ackProbe().ask(unacked.count()) : ask();
        });
        CompletableFuture<?> ignored = remove(locked(() -> unacked.remove(readWithoutAnswer())));
        return locked(() -> caughtUp ? null : reader);
    }

    private int readWithoutAnswer() {
        return reader == null ? 0 : reader.ackProbe().takeWithoutAnswer();
    }

    private boolean ask() {
        return reader != null && unacked.count() > 0 && reader.ackProbe().ask(unacked.count());
    }

    /** See {@link Delivery#probe}. */
    void probe(Delivery login) {
        locked(() -> reader == login && login.ackProbe().askInAnyCase(unacked.count()));
    }

    /**
     * The reader has answered a probe: it has read what it was sent before that one, which is out of the store when this
     * returns. An answer to a probe that is not written yet is none. Only for the reader's thread.
     */
    void confirm(Delivery login) {
        Store.await(remove(locked(() -> {
            List<CompletableFuture<Long>> ids =
                    reader == login ? unacked.remove(login.ackProbe().take()) : List.of();
            ask();
            return ids;
        })));
    }

    /** The reader has answered a probe, and says that its messages were not read. */
    void decline(Delivery login) {
        locked(() -> {
            if (reader == login) {
                login.ackProbe().decline();
            }
            return null;
        });
    }

    /**
     * The reader goes, and what it has not confirmed waits for the next one. Returns what takes that out of the store if it
     * turns out that the reader has read all nevertheless; null if there was nothing to confirm.
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
            return read.isEmpty() ? null : () -> remove(read);
        });
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

    /** Keeps what the store has failed to take before, and what is newer, behind it. */
    private void retryFailed() {
        CompletableFuture<?> last = retries.keepAgain();
        if (last != null) {
            lastChange = last;
            caughtUp = false;
            storeFailed = true;
            keepUnacked();
        }
    }

    private CompletableFuture<?> remove(List<CompletableFuture<Long>> read) {
        long last = UnackedMessages.last(read);
        if (last == 0) {
            return CompletableFuture.completedFuture(0);
        }
        return locked(() -> {
            confirmed = Math.max(confirmed, last);
            lastChange = store.remove(owner, last);
            return lastChange;
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
