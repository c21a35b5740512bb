package chat.jim.server.cluster.visitor;

import chat.jim.codec.MsgHeader;
import chat.jim.log.OncePerMinute;
import chat.jim.net.FlushBatch;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.history.History;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Sender;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands over what rooms at other servers have for users of this one. Only for one thread, which waits for nobody. */
public final class RoomDeliveries {
    /** The word of the bus for what this takes. */
    public static final String WORD = RoomBatch.WORD;

    private static final Logger LOG = LoggerFactory.getLogger(RoomDeliveries.class);

    private final ThisNode self;
    private final Visitors visitors;
    private final InstantSource clock;
    private final MsgHeader header = new MsgHeader();

    /** Null if nothing is kept in one. */
    private final @Nullable History history;

    private final FlushBatch flush = new FlushBatch();
    private final Sender sender = new Room(flush);
    private final OncePerMinute warning = new OncePerMinute();

    /** The number of the last batch of each server: one that was stuck somewhere comes too late. */
    private final Map<String, Long> last = new HashMap<>();

    private String lastOwn = "";

    /** Those of a room at another server send it. */
    private record Room(FlushBatch batch) implements Sender {
        @Override
        public @Nullable AccountKey account() {
            return null;
        }

        @Override
        public void flush() {
            batch.handOver();
        }
    }

    /**
     * To users of that server.
     *
     * @param history null if nothing is kept in one
     */
    public RoomDeliveries(ThisNode self, Visitors visitors, @Nullable History history, InstantSource clock) {
        this.history = history;
        this.self = self;
        this.visitors = visitors;
        this.clock = clock;
    }

    /** Hands over a batch, and answers how many each message has reached. What cannot be read is not answered. */
    public void take(byte[] data, Consumer<byte[]> reply) {
        RoomBatch batch;
        try {
            batch = RoomBatch.of(data);
            check(batch.from());
        } catch (IllegalArgumentException e) {
            if (warning.isDue()) {
                LOG.warn("A batch of messages from rooms was dropped: {}", e.getMessage());
            }
            return;
        }
        String own = self.lease().id();
        if (own == null || isOld(own, batch)) {
            return;
        }
        List<Integer> counts = new ArrayList<>(batch.entries().size());
        batch.entries().forEach(entry -> counts.add(entry == null ? 0 : deliver(entry)));
        flush.handOver();
        reply.accept(RoomBatch.answer(batch.number(), counts));
    }

    /** Others count anew for each of this server's lives. */
    private boolean isOld(String own, RoomBatch batch) {
        if (!own.equals(lastOwn)) {
            last.clear();
            lastOwn = own;
        }
        Long before = last.put(batch.from(), batch.number());
        return before != null && before >= batch.number();
    }

    private void check(String from) {
        if (!self.isOther(from)) {
            throw new IllegalArgumentException("it comes from no other server");
        }
    }

    private int deliver(Link.Entry entry) {
        OutgoingMsg.Copy copy = entry.copy();
        Frame notice = entry.notice();
        OutgoingMsg msg = copy == null ? null : copy.message(clock);
        if (msg != null) {
            msg.setId(entry.id());
            keep(entry, msg);
        }
        int reached = 0;
        for (String reader : entry.readers()) {
            String[] numbers = reader.split("-", 2);
            Holder holder = visitors.find(numbers[0]);
            long except = numbers.length == 1 ? 0 : Visitors.number(numbers[1]);
            if (holder != null && msg != null) {
                boolean arrives = deliver(msg, holder, except);
                reached += arrives && except == 0 ? 1 : 0;
            } else if (holder != null && notice != null) {
                tell(notice, entry.ifAsker(), holder, except);
            }
        }
        return reached;
    }

    /** What is kept of a room is kept wherever its members are, so that it is there when its home is not. */
    private void keep(Link.Entry entry, OutgoingMsg msg) {
        if (history != null
                && entry.id() != 0
                && header.read(msg.standard())
                && header.to().isRoom()) {
            String id = entry.account();
            AccountKey account = id == null ? null : new AccountKey(header.from(), id);
            history.keepCopy(entry.id(), msg.standard(), header.from(), account, header.to());
        }
    }

    /** @param except the session that has sent it; 0 if it is of somebody else */
    private boolean deliver(OutgoingMsg msg, Holder holder, long except) {
        if (except == 0) {
            return holder.deliver(msg, sender);
        }
        holder.sessions()
                .filter(session -> session.number() != except)
                .forEach(session -> session.deliver(msg, sender));
        return true;
    }

    private static void tell(Frame notice, boolean ifAsker, Holder holder, long except) {
        holder.sessions()
                .filter(session -> session.number() != except && (!ifAsker || session.wantsIds()))
                .forEach((Peer session) -> session.tell(notice));
    }
}
