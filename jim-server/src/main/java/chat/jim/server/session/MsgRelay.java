package chat.jim.server.session;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.net.Connection;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response.Detail;
import chat.jim.server.measure.Traffic.Kind;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Replies;
import chat.jim.server.peer.SentAnswers;
import chat.jim.server.routing.Others;
import chat.jim.server.routing.Routed;
import chat.jim.server.routing.Router;
import chat.jim.server.store.StoreException;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Relays the plain messages of one peer as they were received, and answers them in order. If it becomes known only later what
 * becomes of one, its answer waits, and so do all behind it. Only for the thread of the peer's session.
 */
final class MsgRelay {
    /** So many answers wait at most: a peer may send much at once. */
    private static final int MOST_WAITING = 256;

    private final Connection connection;
    private final Peer peer;
    private final Router router;
    private final InstantSource clock;
    private final Replies replies;
    private final boolean traceCalls;
    private final MsgHeader header = new MsgHeader();
    private final Deque<Waiting> waiting = new ArrayDeque<>();

    /** What has to go to other servers before it can be answered. */
    private final List<Others.Parcel> parcels = new ArrayList<>();

    /** The last one of them to each addressee: what comes for him now has to stay behind it, wherever he is. */
    private final Map<Address, Others.Parcel> last = new HashMap<>();

    /** The answers to all messages relayed in one round, which saves reading the clock; null before the first one. */
    private @Nullable SentAnswers sent;

    /** An answer that cannot be given yet. */
    private record Waiting(Address to, Supplier<Routed> routed) {}

    MsgRelay(Connection connection, ServerContext context, Peer peer) {
        this.connection = connection;
        this.peer = peer;
        router = context.router();
        clock = context.clock();
        replies = context.replies();
        traceCalls = context.config().traceCalls();
    }

    /**
     * Relays a message. False if the frame is no plain message that names its sender exactly, or the sender has got another
     * session, which gets it, too, as soon as it is known what has become of it: what waits has to be answered first.
     *
     * @throws ProtocolException as in {@link Router#route}; so it does {@link StoreException}
     */
    boolean takes(Frame frame) {
        Address sender = peer.name();
        if (sender == null
                || traceCalls
                || (hasWaiting() && peer.holder().count() > 1)
                || !peer.dialect().isStandard()
                || !header.read(frame)
                || !OutgoingMsg.isNamed(header.from(), sender)) {
            return false;
        }
        Address to = header.to();
        try {
            Routed routed =
                    router.route(OutgoingMsg.standard(frame, clock), peer, to, parcels.isEmpty() ? null : last.get(to));
            if (waiting.isEmpty() && routed.isKnown()) {
                answer(routed, to);
            } else {
                await(routed, to);
            }
        } catch (ProtocolException | StoreException e) {
            if (waiting.isEmpty()) {
                throw e;
            }
            waiting.add(new Waiting(to, () -> {
                throw e;
            }));
        }
        return true;
    }

    private void await(Routed routed, Address to) {
        waiting.add(new Waiting(to, routed::known));
        if (routed.later() instanceof Others.Parcel parcel) {
            parcels.add(parcel);
            last.put(to, parcel);
        }
    }

    /** Whether so many answers wait that they have to be given before more is relayed. */
    boolean isFull() {
        return waiting.size() >= MOST_WAITING;
    }

    /** Whether answers wait. */
    boolean hasWaiting() {
        return !waiting.isEmpty();
    }

    /** What waits for other servers is sent to them now. Returns at once. */
    void send() {
        router.send(parcels);
        parcels.clear();
        last.clear();
    }

    /** Gives the first answer that waits, as soon as it is known, or throws what {@link #takes} throws. */
    void answerNext() {
        Waiting next = waiting.remove();
        peer.handOver(); // the one before may have been for somebody here after all
        answer(next.routed().get(), next.to());
    }

    private void answer(Routed routed, Address to) {
        peer.traffic().count(routed.kept() ? Kind.ANSWERED_KEPT : Kind.ANSWERED_SENT);
        connection.post(encoded(routed, to));
    }

    private Frame encoded(Routed routed, Address to) {
        SentAnswers answers = sentThisRound();
        if (routed.kept()) {
            return Codec.encode(replies.kept(to));
        }
        return routed.id() == 0 || !peer.wantsIds()
                ? answers.encoded(routed.reached())
                : Codec.encode(replies.sent(routed.reached()).with(Detail.ID, routed.id()));
    }

    private SentAnswers sentThisRound() {
        if (sent == null) {
            sent = replies.sent();
            peer.setLastMessage(sent.second());
        }
        return sent;
    }

    /** Everything that was read is answered. */
    void endRound() {
        sent = null;
    }
}
