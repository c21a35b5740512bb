package chat.jim.server.peer;

import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.Response;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected user, as the others see it: a connection, a dialect, and a name while it is online. What is handed to it
 * goes out in the form that its program reads. From any thread, where nothing else is said.
 */
public final class Peer {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

    private final Connection connection;
    private final PeerDialect dialect;
    private final Duration keepAlive;

    /** Null while it is not online. Set by the thread of its session. */
    private volatile @Nullable Address name;

    /** Stays when it goes offline: a sender that has just found it by its name must still ask its mailbox. */
    private volatile boolean registered;

    /** @param keepAlive the silence after which TCP probes a peer that understands no probes; zero is never */
    public Peer(Connection connection, PeerDialect dialect, Duration keepAlive) {
        this.connection = connection;
        this.dialect = dialect;
        this.keepAlive = keepAlive;
    }

    /** The name by which it is online, or null. */
    public @Nullable Address name() {
        return name;
    }

    /** Whether it is online by an account, and not as a guest, or was the last time. */
    public boolean isRegistered() {
        return registered;
    }

    /** It is online by this name from now on. Only for the thread of its session. */
    public void setOnline(Address newName, boolean byAccount) {
        registered = byAccount;
        name = newName;
    }

    /** It is not online any more. Only for the thread of its session. */
    public void setOffline() {
        name = null;
    }

    /** How its program writes and reads. */
    public PeerDialect dialect() {
        return dialect;
    }

    /** Whether its program understands what answers no request: notices and probes. */
    public boolean knowsNotices() {
        return dialect.knowsNotices();
    }

    /** Whether its program expects to be sent what it says itself in a room. */
    public boolean expectsEcho() {
        return dialect.current().echoes();
    }

    /** Whether it speaks another dialect than the specification's: such a peer is paced, and TCP finds out if it is gone. */
    public void setForeign(boolean foreign) {
        connection.forceBare(foreign);
        if (foreign) {
            connection.keepAlive(keepAlive);
        }
    }

    /**
     * Hands it a message, to be written by the next flush of {@code sender}; false if it will not arrive. Only for the thread
     * of the sender's session.
     */
    public boolean deliver(OutgoingMsg msg, Peer sender) {
        return connection.push(msg.encode(dialect), sender.connection);
    }

    /** Hands it a message, to be written by another thread; false if it will not arrive. */
    public boolean deliver(OutgoingMsg msg) {
        return connection.push(msg.encode(dialect));
    }

    /** Hands it a notice or a probe, if it understands such; never waits. */
    public void tell(Frame notice) {
        if (knowsNotices()) {
            connection.push(notice);
        }
    }

    /** The same, to be written by the next flush of {@code source}. Only for the thread of the source's session. */
    public void tell(Frame notice, Peer source) {
        if (knowsNotices()) {
            connection.push(notice, source.connection);
        }
    }

    /** Writes what was handed over to it and by it. Only for the thread of its session. */
    public void flush() {
        connection.flush();
    }

    /** Returns a question to ask later: whether all that it has been handed by now is written or being written. */
    public BooleanSupplier written() {
        return connection.written();
    }

    /** Ends its connection with the reason as the last that it reads; only once. */
    public void dismiss(Response reason) {
        if (connection.dismiss(dialect.encodeUnasked(reason))) {
            Address online = name;
            LOG.info("{} is sent away: {}", online == null ? connection.peer() : online, reason.text());
        }
    }

    /** Its address and port, and its dialect if that is not the specification's, for logs. */
    @Override
    public String toString() {
        return connection.peer()
                + (dialect.isStandard()
                        ? ""
                        : " in the dialect " + dialect.current().name());
    }
}
