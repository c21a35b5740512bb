package chat.jim.server.peer;

import chat.jim.dialect.Family;
import chat.jim.dialect.PeerDialect;
import chat.jim.net.Connection;
import chat.jim.net.FlushBatch;
import chat.jim.net.Network;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.Response;
import chat.jim.server.measure.Traffic;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One user, as the others see it: a way to it, a dialect, and a name while the user is online. The user is connected to this
 * server, or to another one, and in a room that is here. You may call a method from any thread unless it says otherwise.
 */
public final class Peer implements Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Peer.class);
    private static final String NETWORK = "network ";
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final long number = NUMBERS.incrementAndGet();
    private final Outlet outlet;
    private final PeerDialect dialect;
    private final Traffic traffic = new Traffic();

    /** Null while the peer is offline. Set by the thread of its session. */
    private volatile @Nullable Address name;

    /** Stays when the peer goes offline: a sender that has just found it by its name must still ask its mailbox. */
    private volatile @Nullable AccountKey account;

    /** Who has the name; null before the peer is online. Set by the thread of its session. */
    private volatile @Nullable Holder holder;

    /** Whether it has asked for the ids of messages that are kept. Set by the thread of its session. */
    private volatile boolean wantsIds;

    private volatile long lastMessage;

    /** One that is reached by that way, and speaks that dialect. */
    public Peer(Outlet outlet, PeerDialect dialect) {
        this.outlet = outlet;
        this.dialect = dialect;
    }

    /**
     * One that is connected to this server.
     *
     * @param keepAlive the silence after which TCP probes a peer that understands no probes; zero means never
     */
    public static Peer connected(Connection connection, PeerDialect dialect, Duration keepAlive) {
        return new Peer(new ConnectionOutlet(connection, dialect, keepAlive), dialect);
    }

    /** A number that no other peer of this process has. */
    public long number() {
        return number;
    }

    /** The name under which the peer is online, or null. */
    public @Nullable Address name() {
        return name;
    }

    /** Whether the peer is online with an account, and not as a guest, or was so the last time. */
    public boolean isRegistered() {
        return account != null;
    }

    /** The account with which the peer is online, or was the last time; null for a guest. */
    @Override
    public @Nullable AccountKey account() {
        return account;
    }

    /**
     * Makes the peer online under this name, which its holder has, with that account if it is no guest. Only for the thread of
     * its session.
     */
    public void setOnline(Address newName, @Nullable AccountKey withAccount, Holder itsHolder) {
        account = withAccount;
        holder = itsHolder;
        name = newName;
    }

    /** By what the rules know who this is while it is online: the id of its account, or where a guest comes from. */
    String subject() {
        AccountKey key = account;
        Address guest = name;
        return key != null ? key.id() : guest == null ? "" : origin(guest);
    }

    /** Where a guest of that name comes from: its network; on this machine guests are told apart by their names. */
    public String origin(Address guest) {
        return origin(address(), guest);
    }

    static String origin(InetAddress address, Address guest) {
        return address.isLoopbackAddress()
                ? "name " + guest.key()
                : NETWORK + Network.of(address).getHostAddress();
    }

    /** Whether that subject of rules is a network, and so all guests who come from there. */
    public static boolean isNetwork(String subject) {
        return subject.startsWith(NETWORK);
    }

    /** The way to it. */
    public Outlet outlet() {
        return outlet;
    }

    /** Whether the peer is connected, and was not dismissed. */
    public boolean isThere() {
        return outlet.isOpen();
    }

    /** Where the peer is. */
    public InetAddress address() {
        return outlet.address();
    }

    /** The memory that it takes for what is not read or not written yet, in bytes. */
    public int waitingBytes() {
        return outlet.waitingBytes();
    }

    /** Counts the messages that the user sends; only the thread of its session counts. */
    public Traffic traffic() {
        return traffic;
    }

    /** When the user has sent a message last, in UNIX seconds; 0 if none yet. */
    public long lastMessage() {
        return lastMessage;
    }

    /** The user has sent a message. Only for the thread of its session. */
    public void setLastMessage(long second) {
        lastMessage = second;
    }

    /** Makes the peer offline. Only for the thread of its session. */
    public void setOffline() {
        name = null;
    }

    /** Who has the name under which the peer is online, or was the last time. Only for one that has been online. */
    public Holder holder() {
        return Objects.requireNonNull(holder);
    }

    /** Whether the peer has asked for the ids of messages that are kept (PROTOCOL.md, section 12). */
    public boolean wantsIds() {
        return wantsIds;
    }

    /** From now on, the peer gets ids. Only for the thread of its session. */
    public void setWantsIds() {
        wantsIds = true;
    }

    /** The dialect that the peer's program writes and reads. */
    public PeerDialect dialect() {
        return dialect;
    }

    /** Whether the peer's program understands notices and probes, which answer no request. */
    public boolean knowsNotices() {
        return dialect.knowsNotices();
    }

    /** Whether the peer's program expects its own messages to a room to come back. */
    public boolean expectsEcho() {
        return dialect.family() == Family.CLIENT_NAME;
    }

    /**
     * Sets whether the peer speaks a foreign dialect. Such a peer is paced, and TCP finds out when it has gone.
     *
     * @param pace the least time between two objects to it, as long as it is a bare peer
     */
    public void setForeign(boolean foreign, Duration pace) {
        outlet.setForeign(foreign, pace);
    }

    /** Whether the peer's program may read only so much at once as fits into one small read. */
    public boolean isBare() {
        return outlet.isBare();
    }

    /** Whether the peer's program reads no messages. */
    public boolean onlyWrites() {
        return dialect.onlyWrites();
    }

    /** Whether the peer's program looks for something to read only once a second. */
    public boolean looksSlowly() {
        return dialect.family() == Family.COURSE_GUI;
    }

    /**
     * Hands the peer a message, to be written by the next flush of {@code sender}; false if it will not arrive. Only
     * for the sender's thread.
     */
    public boolean deliver(OutgoingMsg msg, Sender sender) {
        return outlet.deliver(msg, wantsIds, sender);
    }

    /** Hands the peer a message for another thread to write; false if it will not arrive. */
    public boolean deliver(OutgoingMsg msg) {
        return outlet.deliver(msg, wantsIds);
    }

    /** Hands the peer a part of the answer to its request, as it is. Only for the thread of its session. */
    public void post(Frame part) {
        outlet.post(part);
    }

    /** Hands the peer a probe, if it understands probes; never waits. */
    public void probe(Frame probe) {
        if (knowsNotices()) {
            outlet.push(probe);
        }
    }

    /** Hands the peer a notice, if it understands notices, and reads fast enough; never waits. */
    public void tell(Frame notice) {
        if (knowsNotices()) {
            outlet.hint(notice);
        }
    }

    /** The same, but the next flush of {@code source} writes it. Only for the thread of its session. */
    public void tell(Frame notice, Peer source) {
        if (knowsNotices()) {
            outlet.hint(notice, source, false);
        }
    }

    /** The same, but the next flush of {@code source} writes it. */
    public void tellAsker(Frame notice, Peer source) {
        if (knowsNotices() && (wantsIds || outlet.decidesOnIds())) {
            outlet.hint(notice, source, true);
        }
    }

    /** What the peer has handed to others, and its next flush writes. Only for the thread of its session. */
    @Override
    public FlushBatch batch() {
        return outlet.batch();
    }

    /** Lets other threads write what the peer has handed to others, before something slow. Only for the thread of its session. */
    public void handOver() {
        batch().handOver();
    }

    /** Writes what was handed to the peer and by the peer. Only for the thread of its session. */
    @Override
    public void flush() {
        outlet.flush();
    }

    /** Returns a test for later: whether everything that the peer was handed until now is written or being written. */
    public BooleanSupplier written() {
        return outlet.written();
    }

    /** Sends the reason as the last frame, and ends the connection. Does nothing the second time. */
    public void dismiss(Response reason) {
        if (outlet.end(dialect.encodeUnasked(reason))) {
            Address online = name; // while a server lets nobody in, there may be a flood of those who try
            boolean isUsual = online == null && !reason.code().equals(Code.FORBIDDEN);
            LOG.atLevel(isUsual ? Level.DEBUG : Level.INFO)
                    .log("Dismissing {}: {}", online == null ? outlet : online, reason.text());
        }
    }

    /** The address and port, and the dialect if it is a foreign one, for logs. */
    @Override
    public String toString() {
        String family = dialect.family().word();
        return dialect.isStandard() ? outlet.toString() : outlet + " in the dialect " + family;
    }
}
