package chat.jim.server.peer;

import chat.jim.net.FlushBatch;
import chat.jim.wire.Frame;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The way to a peer: a connection, or the server that it is connected to. From any thread unless it says otherwise. */
public interface Outlet {
    /** Where the peer is. */
    InetAddress address();

    /** Whether it still leads to the peer. */
    boolean isOpen();

    /** Whether the peer's program may read only so much at once as fits into one small read. */
    boolean isBare();

    /** Whether it is known only at its end whether the peer has asked for ids. */
    boolean decidesOnIds();

    /** The memory that it takes for what is not read or not written yet, in bytes. */
    int waitingBytes();

    /** See {@link Peer#setForeign}. */
    void setForeign(boolean foreign, Duration pace);

    /** See {@link Peer#deliver(OutgoingMsg, Sender)}. */
    boolean deliver(OutgoingMsg msg, boolean wantsIds, Sender sender);

    /** See {@link Peer#deliver(OutgoingMsg)}. */
    boolean deliver(OutgoingMsg msg, boolean wantsIds);

    /** Takes a part of the answer to the peer's request. Only for the thread of its session. */
    void post(Frame part);

    /** Takes a frame for another thread to write; never waits. */
    void push(Frame frame);

    /** Takes a notice that may be left out if the peer is slow; never waits. */
    void hint(Frame notice);

    /**
     * The same, but the next flush of {@code source} writes it. Only for the thread of its session.
     *
     * @param ifAsker whether it is only for a peer that has asked for ids
     */
    void hint(Frame notice, Peer source, boolean ifAsker);

    /** What the peer has handed to others, and its next flush writes. Only for the thread of its session. */
    FlushBatch batch();

    /** Writes what was handed to the peer and by the peer. Only for the thread of its session. */
    void flush();

    /** Returns a test for later: whether everything that was taken until now is written or being written. */
    BooleanSupplier written();

    /** Ends with that as the last frame, if there is one. False if it has ended already. */
    boolean end(@Nullable Frame reason);
}
