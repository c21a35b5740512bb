package chat.jim.server.mailbox;

import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.Store;
import chat.jim.server.store.StoreException;
import chat.jim.thread.Threads;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One login to an account with a mailbox, the reader: delivers the mailbox's messages to the peer, and the peer's
 * confirmations to the mailbox (PROTOCOL.md, section 6). Methods are for the thread of the peer's session unless they say otherwise.
 */
public final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Mailbox mailbox;
    private final Peer peer;
    private final InstantSource clock;

    /** Guarded by the lock of the mailbox. */
    private final AckProbe ackProbe;

    /** The number of the oldest message that it was sent and has not confirmed. Guarded by the lock of the mailbox. */
    private long unconfirmed;

    /** The number of the first message that it was sent. Guarded by the lock of the mailbox. */
    private long first;

    /** What it was sent before the store was read anew. Guarded by the lock of the mailbox. */
    private final UnackedMessages.Places sentBefore = new UnackedMessages.Places();

    /** Whether it is a reader, or was one, or will never be one. */
    private boolean begun;

    /**
     * Removes the messages from the store that the peer may have read without confirming them; null if there are none.
     */
    private @Nullable Supplier<CompletableFuture<?>> confirmation;

    Delivery(Mailbox mailbox, Peer peer, Replies replies, InstantSource clock) {
        this.mailbox = mailbox;
        this.peer = peer;
        this.clock = clock;
        ackProbe = new AckProbe(peer, replies);
    }

    /** From any thread. */
    Peer peer() {
        return peer;
    }

    /** It becomes a reader, who is sent the messages from that number on. For a thread that holds the lock of the mailbox. */
    void begin(long number) {
        first = number;
        unconfirmed = number;
    }

    /** Those of them that it was sent do not come again. For a thread that holds the lock of the mailbox. */
    void rememberSent(UnackedMessages unacked) {
        unacked.addTo(sentBefore, first);
    }

    /** Everything in the store was read again. For a thread that holds the lock of the mailbox. */
    void forgetSent() {
        sentBefore.clear();
    }

    /** For a thread that holds the lock of the mailbox. */
    AckProbe ackProbe() {
        return ackProbe;
    }

    /** For a thread that holds the lock of the mailbox. */
    long unconfirmed() {
        return unconfirmed;
    }

    /** For a thread that holds the lock of the mailbox. */
    void setUnconfirmed(long number) {
        unconfirmed = number;
    }

    /**
     * Hands the peer a message from the store, unless it was sent it before; false if it will not arrive. A message that cannot
     * be put into the peer's dialect counts as delivered: otherwise it would end each login to the account. Only for the thread
     * that is draining, and holds the lock of the mailbox.
     *
     * @param by whose next flush writes it; null leaves that to another thread
     */
    boolean deliver(MailStore.Kept kept, @Nullable Peer by) {
        if (sentBefore.contains(kept)) {
            return true;
        }
        try {
            OutgoingMsg msg = OutgoingMsg.standard(kept.message(), clock);
            return by == null ? peer.deliver(msg) : peer.deliver(msg, by);
        } catch (ProtocolException e) {
            LOG.warn("Dropping a message kept for {}, it cannot be put into its dialect: {}", peer, e.sentence());
            return true;
        }
    }

    /** Sends what waits in the mailbox, as much as may be unconfirmed. From the first time on, also what is new. */
    public void drain() {
        if (!begun) {
            begun = true;
            mailbox.open(this);
        }
        drain(peer);
    }

    /**
     * The same on another thread, for a peer that understands no probes. (Any other peer is sent more when it answers a
     * probe.) From any thread.
     */
    void drainInBackground() {
        if (!peer.knowsNotices()) {
            drainSoon();
        }
    }

    /** The same for any peer, which may owe an answer to a probe: something is new of which no answer tells. From any thread. */
    void drainSoon() {
        try {
            Threads.startShort(() -> drain(null));
        } catch (OutOfMemoryError e) {
            LOG.warn("Out of threads: messages kept for {} are not delivered now: {}", peer, e.getMessage());
        }
    }

    private void drain(@Nullable Peer by) {
        try {
            mailbox.drain(this, by);
        } catch (StoreException e) {
            mailbox.readFailed(this);
            LOG.atLevel(e.level()).log("Cannot deliver messages kept for {} now: {}", peer, e.getMessage());
        }
    }

    /** Probes a silent peer, unless it has not answered the last probe yet. From any thread. */
    public void probe() {
        mailbox.probe(this);
    }

    /**
     * The peer has answered a probe. The messages that it was sent before are removed from the store when this returns.
     */
    public void confirm() {
        mailbox.confirm(this);
    }

    /** The peer has answered a probe, saying that its messages were not read. */
    public void decline() {
        mailbox.decline(this);
    }

    /** The peer goes offline. The messages that it has not confirmed wait for the account's next login. */
    public void close() {
        begun = true;
        boolean mayHaveRead = peer.knowsNotices() || peer.written().getAsBoolean();
        Supplier<CompletableFuture<?>> removal = mailbox.close(this);
        confirmation = mayHaveRead ? removal : null;
    }

    /**
     * Whether the peer has gone without confirming all messages, but may have read them. For a peer that understands no
     * probes, all of them must have been written.
     */
    public boolean mayHaveReadAll() {
        return confirmation != null;
    }

    /** The peer has read the end and then hung up, so it has read all messages: counts them as confirmed. */
    public void confirmAll() {
        if (confirmation != null) {
            try {
                Store.await(confirmation.get());
            } catch (StoreException e) {
                LOG.atLevel(e.level()).log("{} is sent again what it has read: {}", peer, e.getMessage());
            }
        }
    }
}
