package chat.jim.server.mailbox;

import chat.jim.net.Threads;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login to an account with a mailbox: the mailbox's messages go to its peer, and the peer's confirmations to the mailbox
 * (PROTOCOL.md, section 6). Only for the thread of the peer's session, where nothing else is said.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Mailbox mailbox;
    private final Peer peer;

    /** Guarded by the lock of the mailbox. */
    private final AckProbe ackProbe;

    /** Held while messages of the mailbox are sent to the peer. */
    private final ReentrantLock draining = new ReentrantLock();

    /** Whether the thread of the session does that; guarded by that lock. */
    private boolean onOwnThread;

    /** Takes out of the store what may have been read unconfirmed; null if there is nothing of that kind. */
    private @Nullable Supplier<CompletableFuture<?>> confirmation;

    Delivery(Mailbox mailbox, Peer peer, Replies replies) {
        this.mailbox = mailbox;
        this.peer = peer;
        ackProbe = new AckProbe(peer, replies);
    }

    /** From any thread. */
    Peer peer() {
        return peer;
    }

    /** For a thread that holds the lock of the mailbox. */
    AckProbe ackProbe() {
        return ackProbe;
    }

    /** Hands the peer a message of the mailbox; false if it will not arrive. Only for the thread that drains. */
    boolean deliver(OutgoingMsg msg) {
        return onOwnThread ? peer.deliver(msg, peer) : peer.deliver(msg);
    }

    /** Sends what waits in the mailbox, as much as may be on the way unconfirmed. */
    public void drain() {
        draining.lock();
        try {
            drain(true);
        } finally {
            draining.unlock();
        }
    }

    /**
     * The same on a thread of its own, for a peer that understands no probes; the answer to a probe lets any other one be
     * sent more. From any thread.
     */
    void drainInBackground() {
        if (peer.knowsNotices()) {
            return;
        }
        try {
            Threads.start(this::drainUnlessBusy);
        } catch (OutOfMemoryError e) {
            LOG.warn("Out of threads: messages kept for {} are not delivered now: {}", peer, e.getMessage());
        }
    }

    /** On a slow disk draining takes long: further threads would only wait for it. */
    private void drainUnlessBusy() {
        if (!draining.tryLock()) {
            return;
        }
        try {
            drain(false);
        } finally {
            draining.unlock();
        }
    }

    private void drain(boolean byOwner) {
        onOwnThread = byOwner;
        try {
            mailbox.drain(this);
        } catch (StoreException e) {
            mailbox.readFailed(this);
            LOG.warn("Cannot deliver messages kept for {} now: {}", peer, e.getMessage());
        }
    }

    /** Probes a peer that has been silent. A probe that it has not answered yet stands for this one. From any thread. */
    public void probe() {
        mailbox.probe(this);
    }

    /** The peer has answered a probe: what it was sent before that is out of the store when this returns. */
    public void confirm() {
        mailbox.confirm(this);
    }

    /** The peer has answered a probe, and says that its messages were not read. */
    public void decline() {
        mailbox.decline(this);
    }

    /** The peer goes offline: what it has not confirmed waits for the account's next login. */
    public void close() {
        boolean mayHaveRead = peer.knowsNotices() || peer.written().getAsBoolean();
        Supplier<CompletableFuture<?>> unconfirmed = mailbox.close(this);
        confirmation = mayHaveRead ? unconfirmed : null;
    }

    /**
     * Whether the peer has gone without confirming all, but may have read it: a peer that understands no probes only if
     * nothing waited to be written any more.
     */
    public boolean mayHaveReadAll() {
        return confirmation != null;
    }

    /** The peer has hung up after the end, as a program does that has read all: counts all as confirmed. */
    public void confirmAll() {
        if (confirmation != null) {
            Store.await(confirmation.get());
        }
    }
}
