package chat.jim.server.mailbox;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.config.Quotas;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to one account, until its client has confirmed it (PROTOCOL.md, section 6). Messages wait in the store,
 * and are sent from there to the peer that is online with the account, the reader; once that has caught up they are handed
 * to it directly, and only remembered. May be used from any thread, where it does not say that it is the reader's.
 */
public final class Mailbox {
    private static final int BATCH = 100;
    private final Address owner;
    private final MailStore store;
    private final int size;

    /** Bytes that may be on the way unconfirmed, less than an outbox takes: what comes then waits in the store. */
    private final int window;

    /** Guards all fields below. Nobody who holds it waits for the disk, and for a peer only a moment. */
    private final ReentrantLock lock = new ReentrantLock();

    private final UnackedMessages unconfirmed = new UnackedMessages();
    private final RetryQueue promised;
    private @Nullable Peer reader;
    private AckProbe confirmation = new AckProbe();

    /** Whether the reader has been sent all that is in the store. */
    private boolean caughtUp;

    private boolean failed; // has the store, for a while: the reader is to be woken, to read it again

    /** The number of the last message in the store that was confirmed. */
    private long confirmed;

    /** The last change of what is in the store. */
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(0L);

    /** Where a reader that is to be sent more stands: what it was sent from the store, and the last change of that. */
    private record Position(List<CompletableFuture<Long>> sent, long confirmed, CompletableFuture<?> change) {}

    Mailbox(Address owner, MailStore store, Quotas quotas) {
        this.owner = owner;
        this.store = store;
        size = quotas.mailbox();
        window = quotas.outboxBytes() / 2;
        promised = new RetryQueue(owner, store, lock);
    }

    /** The peer is online with the account: from now on it is the reader. */
    void open(Peer peer) {
        locked(() -> reader = peer);
    }

    /**
     * Hands a message to the reader, to be written when {@code sender} is flushed, or else keeps it. True if it was handed
     * over; if not, it is on the disk.
     *
     * @throws ProtocolException 410 if the mailbox is full
     */
    public boolean take(OutgoingMsg message, Peer sender) {
        CompletableFuture<Long> kept = locked(() -> caughtUp && handOver(message, sender) ? null : keep(message));
        if (kept == null) {
            return true;
        }
        sender.flush(); // the disk may take its time
        if (Store.await(kept) == 0) {
            throw new ProtocolException(Code.GONE, "The mailbox of " + owner + " is full: try again later.");
        }
        return false;
    }

    private CompletableFuture<Long> keep(OutgoingMsg message) {
        keepAgain();
        return changing(store.add(owner, message.standard(), size));
    }

    private CompletableFuture<Long> changing(CompletableFuture<Long> kept) {
        lastChange = kept;
        return kept;
    }

    /** False if too much is on the way, or the reader is gone: all that it was sent is then in the store, before this one. */
    private boolean handOver(OutgoingMsg message, Peer sender) {
        if (unconfirmed.bytes() + message.standard().length() > window) {
            caughtUp = false;
            keepUnconfirmed();
            return false;
        }
        if (!Objects.requireNonNull(reader).deliver(message, sender)) {
            end();
            return false;
        }
        unconfirmed.add(message.standard());
        if (unconfirmed.bytes() >= window / 8) {
            ask(); // at once, and not when it is due
        }
        return true;
    }

    /** Sends the reader what is in the store, as far as it may be on the way. Only for the reader's thread. */
    public void catchUp(Peer peer) {
        Position position = locked(() -> position(peer));
        while (position != null) {
            position.change().handle((done, failure) -> 0L).join();
            long from = Math.max(position.confirmed(), UnackedMessages.last(position.sent()));
            List<MailStore.Kept> batch = store.read(owner, from, BATCH);
            CompletableFuture<?> change = position.change();
            position = locked(() -> send(batch, peer, change));
        }
    }

    private @Nullable Position position(Peer peer) {
        boolean sending = reader == peer && !caughtUp && unconfirmed.bytes() < window;
        return sending ? new Position(unconfirmed.ids(), confirmed, lastChange) : null;
    }

    /** The reader has caught up if there is nothing to send, and nothing was kept after {@code change}. */
    private @Nullable Position send(List<MailStore.Kept> batch, Peer peer, CompletableFuture<?> change) {
        if (reader != peer) {
            return null;
        }
        for (MailStore.Kept kept : batch) {
            if (unconfirmed.bytes() >= window) {
                break;
            }
            if (!peer.deliver(kept)) {
                end();
                return null;
            }
            unconfirmed.add(kept);
        }
        caughtUp = batch.isEmpty() && change == lastChange;
        ask();
        return position(peer);
    }

    /** What is in the store could not be read. */
    public void failed(Peer peer) {
        locked(() -> failed = reader == peer);
    }

    /** Asks the reader for a confirmation, if there is something to confirm; from time to time. Returns one who is behind. */
    @Nullable
    public Peer probe() {
        locked(() -> {
            keepAgain();
            boolean wake = failed && reader != null;
            failed = false;
            return wake ? confirmation.ask(Objects.requireNonNull(reader), unconfirmed.count()) : ask();
        });
        CompletableFuture<?> ignored = remove(locked(() -> unconfirmed.remove(confirmation.takeWithoutAnswer(reader))));
        return locked(() -> caughtUp ? null : reader);
    }

    private boolean ask() {
        return reader != null && unconfirmed.count() > 0 && confirmation.ask(reader, unconfirmed.count());
    }

    /** Probes a peer that has been silent. If it has not answered the last probe, that stands for this one. */
    public void probe(Peer peer) {
        locked(() -> reader == peer && confirmation.askInAnyCase(peer, unconfirmed.count()));
    }

    /**
     * The peer has answered a probe: what it was sent before that one it has read, and when this returns it is out of the
     * store. An answer to a probe that has not been written yet is none. Only for the reader's thread.
     */
    public void confirm(Peer peer) {
        Store.await(remove(locked(() -> {
            List<CompletableFuture<Long>> ids = reader == peer ? unconfirmed.remove(confirmation.take()) : List.of();
            ask();
            return ids;
        })));
    }

    /** The peer has answered, and says that it shows nobody what it reads. */
    public void leaveUnread(Peer peer) {
        locked(() -> reader == peer && confirmation.decline());
    }

    /**
     * The peer goes, and what it has not confirmed waits for the next one. Returns what to run if it turns out that it has
     * read all nevertheless; null if it had nothing to confirm.
     */
    @Nullable
    public Runnable close(Peer peer) {
        return locked(() -> {
            if (reader != peer) {
                return null;
            }
            keepUnconfirmed();
            List<CompletableFuture<Long>> read = unconfirmed.ids();
            end();
            return read.isEmpty() ? null : () -> Store.await(remove(read));
        });
    }

    private void end() {
        keepUnconfirmed();
        unconfirmed.remove(unconfirmed.count());
        reader = null;
        caughtUp = false;
        confirmation = new AckProbe();
    }

    private void keepUnconfirmed() {
        unconfirmed.keepAll(message -> changing(promised.keep(message)));
    }

    /** What could not be kept before, and is older than all that is on the way. */
    private void keepAgain() {
        CompletableFuture<?> last = promised.keepAgain();
        if (last != null) {
            lastChange = last;
            caughtUp = false;
            failed = true;
            keepUnconfirmed();
        }
    }

    private CompletableFuture<?> remove(List<CompletableFuture<Long>> read) {
        long last = UnackedMessages.last(read);
        return last == 0
                ? CompletableFuture.completedFuture(0)
                : locked(() -> {
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
