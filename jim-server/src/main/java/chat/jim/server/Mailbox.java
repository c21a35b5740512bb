package chat.jim.server;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way to one account, until its client has confirmed it (PROTOCOL.md, section 6). Messages wait in the store,
 * and are sent from there to the peer that is online with the account, the reader; once that has caught up they are
 * handed to it directly, and only remembered. May be used from any thread, where it does not say that it is the reader's.
 */
final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** Messages that are read from the store in one go. */
    private static final int BATCH = 100;

    private final Address owner;
    private final MailStore store;
    private final int size;

    /** Bytes that may be on the way unconfirmed, less than an outbox takes: what comes then waits in the store. */
    private final int window;

    /** Bytes on the way at which a confirmation is asked for at once. */
    private final int many;

    // What follows is guarded by this. Nobody who holds it waits for the disk or a peer.

    private final Unconfirmed unconfirmed = new Unconfirmed();
    private @Nullable Peer reader;

    /** Whether the reader has been sent all that is in the store. */
    private boolean caughtUp;

    /** The number of the last message in the store that was confirmed. */
    private long confirmed;

    /** How many of the unconfirmed were sent before the probe that the reader has not answered; -1 if there is none. */
    private int probed = -1;

    private BooleanSupplier probeWritten = () -> false;

    /** The last change of what is in the store. */
    private CompletableFuture<?> lastChange = CompletableFuture.completedFuture(0L);

    Mailbox(Address owner, MailStore store, Quotas quotas) {
        this.owner = owner;
        this.store = store;
        size = quotas.mailbox();
        window = quotas.outboxBytes() / 2;
        many = window / 8;
    }

    /** The peer is online with the account: from now on it is the reader. */
    synchronized void open(Peer peer) {
        reader = peer;
    }

    /**
     * Hands a message to the reader, to be written when {@code sender} is flushed, or else keeps it. True if it was handed
     * over; if not, it is on the disk.
     *
     * @throws ProtocolException 410 if the mailbox is full
     */
    boolean take(Frame message, Peer sender) {
        CompletableFuture<Long> kept;
        synchronized (this) {
            if (caughtUp && handOver(message, sender)) {
                return true;
            }
            kept = store.add(owner, message, size);
            lastChange = kept;
        }
        sender.flush(); // the disk may take its time
        if (Store.await(kept) == 0) {
            throw new ProtocolException(Code.GONE, "The mailbox of " + owner + " is full: try again later.");
        }
        return false;
    }

    /** False if too much is on the way, or the reader is gone: all that it was sent is then in the store, before this one. */
    private boolean handOver(Frame message, Peer sender) {
        if (unconfirmed.bytes() + message.length() > window) {
            caughtUp = false;
            keepUnconfirmed();
            return false;
        }
        if (!Objects.requireNonNull(reader).deliver(message, sender)) {
            end();
            return false;
        }
        unconfirmed.add(message);
        if (unconfirmed.bytes() >= many) {
            probe();
        }
        return true;
    }

    /** Sends the reader what is in the store, as far as it may be on the way. Only for the reader's thread. */
    void catchUp(Peer peer) {
        boolean more = true;
        while (more) {
            CompletableFuture<?> change;
            List<CompletableFuture<Long>> sent;
            long from;
            synchronized (this) {
                if (reader != peer || caughtUp || unconfirmed.bytes() >= window) {
                    return;
                }
                change = lastChange;
                sent = unconfirmed.ids();
                from = confirmed;
            }
            change.handle((done, failure) -> 0L).join();
            more = send(store.read(owner, Math.max(from, last(sent)), BATCH), peer, change);
        }
    }

    /** False if the reader has caught up, or is gone. Nothing may have been kept after {@code change} if it is to have. */
    private synchronized boolean send(List<MailStore.Kept> batch, Peer peer, CompletableFuture<?> change) {
        if (reader != peer) {
            return false;
        }
        for (MailStore.Kept kept : batch) {
            if (unconfirmed.bytes() >= window) {
                break;
            }
            if (!peer.deliver(kept.message(), peer)) {
                end();
                return false;
            }
            unconfirmed.add(kept);
        }
        probe();
        caughtUp = batch.isEmpty() && change == lastChange;
        return !caughtUp;
    }

    /** Asks the reader for a confirmation, if there is something to confirm and the last probe was answered. */
    synchronized void probe() {
        if (reader != null && probed < 0 && unconfirmed.count() > 0) {
            probe(reader);
        }
    }

    /** Probes the reader in any case: it has been silent for long. */
    synchronized void probe(Peer peer) {
        peer.deliver(peer.newProbe());
        if (reader == peer && probed < 0) {
            probed = unconfirmed.count();
            probeWritten = peer.written();
        }
    }

    /**
     * The peer has answered a probe: what it was sent before that one it has read, and when this returns it is out of the
     * store. An answer to a probe that has not been written yet is none. Only for the reader's thread.
     */
    void confirm(Peer peer) {
        List<CompletableFuture<Long>> read;
        synchronized (this) {
            if (reader != peer || probed < 0 || !probeWritten.getAsBoolean()) {
                return;
            }
            read = unconfirmed.remove(probed);
            probed = -1;
        }
        remove(read);
    }

    /**
     * The peer goes, and what it has not confirmed waits for the next one. Returns what to run if it turns out that it
     * has read all nevertheless.
     */
    synchronized Runnable close(Peer peer) {
        if (reader != peer) {
            return () -> {};
        }
        keepUnconfirmed();
        List<CompletableFuture<Long>> read = unconfirmed.ids();
        end();
        return () -> remove(read);
    }

    private void end() {
        keepUnconfirmed();
        unconfirmed.remove(unconfirmed.count());
        reader = null;
        caughtUp = false;
        probed = -1;
    }

    private void keepUnconfirmed() {
        List<CompletableFuture<Long>> added = unconfirmed.keepAll(store, owner);
        if (!added.isEmpty()) {
            CompletableFuture<Void> all = CompletableFuture.allOf(added.toArray(CompletableFuture[]::new));
            lastChange = all.exceptionally(failure -> {
                LOG.error("Not all of {} messages to {} could be kept: {}", added.size(), owner, failure.getMessage());
                return null;
            });
        }
    }

    private void remove(List<CompletableFuture<Long>> read) {
        long last = last(read);
        if (last == 0) {
            return;
        }
        CompletableFuture<?> removal;
        synchronized (this) {
            confirmed = Math.max(confirmed, last);
            removal = store.remove(owner, last);
            lastChange = removal;
        }
        Store.await(removal);
    }

    /** The greatest of the numbers, once they are known; 0 if there is none. */
    private static long last(List<CompletableFuture<Long>> ids) {
        return ids.stream()
                .mapToLong(id -> id.exceptionally(failure -> 0L).join())
                .max()
                .orElse(0);
    }
}
