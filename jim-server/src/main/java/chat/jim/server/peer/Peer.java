package chat.jim.server.peer;

import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.Threads;
import chat.jim.protocol.Action;
import chat.jim.protocol.Address;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.session.ServerContext;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other end of a session: frames are handed to it, and messages to its account through its mailbox, if it has one
 * (PROTOCOL.md, section 6). May be used from any thread, where nothing else is said.
 */
public final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    private final Connection connection;
    private final ServerContext services;

    private final PeerDialect dialect;

    /** Held while what waits in its mailbox is sent to it. */
    private final ReentrantLock catchingUp = new ReentrantLock();

    /** Whether that is done by the thread of its session. */
    private boolean catchesUpItself;

    /** That of its account; null for a guest, and where the server keeps no messages. */
    private volatile @Nullable Mailbox mailbox;

    /** To be run if it turns out that it has read all; null if it has nothing to confirm, or cannot have read all. */
    private @Nullable Runnable farewell;

    public Peer(Connection connection, ServerContext services) {
        this.connection = connection;
        this.services = services;
        dialect = new PeerDialect(services.dialects());
    }

    /** The mailbox through which messages go to it, or null. */
    @Nullable
    public Mailbox mailbox() {
        return mailbox;
    }

    /** Which dialect it speaks. */
    public PeerDialect dialect() {
        return dialect;
    }

    /** It is a visitor from now on, or none any more: of one that cannot be probed, TCP finds out whether it is gone. */
    public void visits(boolean visitor) {
        connection.forceBare(visitor);
        if (visitor) {
            connection.keepAlive(services.keepAlive());
        }
    }

    /** Hands it a notice or a probe, if it knows such; never waits. */
    public void tell(Frame notice) {
        if (dialect.knowsNotices()) {
            connection.push(notice);
        }
    }

    /** The same, to be written when {@code source} is flushed. Only for the thread of that one's session. */
    public void tell(Frame notice, Peer source) {
        if (dialect.knowsNotices()) {
            connection.push(notice, source.connection);
        }
    }

    /**
     * Hands it a message of another one, to be written when that one is flushed; false if it will not get it. Only for the
     * thread of the other one's session.
     */
    public boolean deliver(OutgoingMsg letter, Peer source) {
        return connection.push(letter.encode(dialect), source.connection);
    }

    /** The same with one that was kept for it. Only for the thread that catches up. */
    public boolean deliver(MailStore.Kept kept) {
        OutgoingMsg letter = OutgoingMsg.standard(kept.message(), services.clock());
        return catchesUpItself ? deliver(letter, this) : connection.push(letter.encode(dialect));
    }

    /** Has all written that was handed over for it or by it. Only for the thread of its session. */
    public void flush() {
        connection.flush();
    }

    /** Returns what tells whether it has been written all that it has been handed by now. */
    public BooleanSupplier written() {
        return connection.written();
    }

    /** Asks whether it is there, as PROTOCOL.md says in section 8. */
    public void probe() {
        Mailbox own = mailbox;
        if (own == null) {
            tell(newProbe());
        } else {
            own.probe(this);
        }
    }

    /** The probe of now. */
    public Frame newProbe() {
        return services.codec().encode(new Action.Probe(services.now()));
    }

    /** It is online with the account from now on. Only for the thread of its session, as all that follow. */
    public void logIn(Address account) {
        mailbox = services.mailboxes().open(account, this);
    }

    /** Has it sent what waits in its mailbox, if it knows no probes: the answer to one would do that. From any thread. */
    public void wake() {
        if (dialect.knowsNotices()) {
            return;
        }
        try {
            Threads.start(() -> catchUp(false));
        } catch (OutOfMemoryError e) {
            LOG.warn("No thread can be had to deliver what was kept for {}: {}", connection.peer(), e.getMessage());
        }
    }

    /** Sends it what waits in its mailbox, as much as it may have at once. */
    public void catchUp() {
        catchUp(true);
    }

    private void catchUp(boolean onOwnThread) {
        Mailbox own = mailbox;
        boolean underWay = !onOwnThread && catchingUp.isLocked(); // for long, if the disk is slow: no more threads then
        if (own == null || underWay) {
            return;
        }
        catchingUp.lock();
        try {
            catchesUpItself = onOwnThread;
            own.catchUp(this);
        } catch (StoreException e) {
            own.failed(this);
            LOG.warn("What was kept for {} cannot be delivered now: {}", connection.peer(), e.getMessage());
        } finally {
            catchingUp.unlock();
        }
    }

    /** It has answered a probe; or also said that it shows nobody what it reads. */
    public void confirm(boolean unread) {
        Mailbox own = mailbox;
        if (own != null && unread) {
            own.leaveUnread(this);
        } else if (own != null) {
            own.confirm(this);
        }
    }

    /** It is not online any more: what it has not confirmed waits for its account. */
    public void logOut() {
        Mailbox own = mailbox;
        if (own != null) {
            boolean mayHaveRead = dialect.knowsNotices() || written().getAsBoolean();
            Runnable allRead = own.close(this);
            farewell = mayHaveRead ? allRead : null;
        }
    }

    /**
     * Whether it has gone without confirming all that it was sent, but may have read it: of one that knows no probes that
     * is so if nothing waited to be written any more.
     */
    public boolean mayHaveReadAll() {
        return farewell != null;
    }

    /** It has said good-bye, and then hung up as one does who has read all. */
    public void hasReadAll() {
        Objects.requireNonNull(farewell).run();
    }

    /** Where it is, and how it speaks if that is a dialect, for logs. */
    @Override
    public String toString() {
        return connection.peer()
                + (dialect.isStandard()
                        ? ""
                        : " in the dialect " + dialect.current().name());
    }
}
