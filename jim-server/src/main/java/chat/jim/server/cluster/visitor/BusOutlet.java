package chat.jim.server.cluster.visitor;

import chat.jim.net.FlushBatch;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Outlet;
import chat.jim.server.peer.Peer;
import chat.jim.server.peer.Sender;
import chat.jim.wire.Frame;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The way to somebody who is connected to another server: to all their sessions, or to one that has asked for something. What
 * that one gets while it is answered is part of the answer. From any thread.
 */
public final class BusOutlet implements Outlet {
    private final Link link;
    private final Visitor visitor;
    private final FlushBatch batch;

    /** What comes before the answer; null for all sessions. Only for the thread that answers. */
    private final @Nullable List<Frame> parts;

    /** What comes after it. */
    private final List<Frame> after = new ArrayList<>();

    private BusOutlet(Link link, Visitor visitor, FlushBatch batch, @Nullable List<Frame> parts) {
        this.link = link;
        this.visitor = visitor;
        this.batch = batch;
        this.parts = parts;
    }

    /** To all sessions. */
    public static BusOutlet toAll(Link link, Visitor visitor) {
        return new BusOutlet(link, visitor, new FlushBatch(), null);
    }

    /** To the session that asks for something; what it sends is written with that batch. */
    public static BusOutlet toOne(Link link, Visitor visitor, FlushBatch batch) {
        return new BusOutlet(link, visitor, batch, new ArrayList<>());
    }

    /** What came before the answer. */
    public List<Frame> parts() {
        return parts == null ? List.of() : parts;
    }

    /** What comes after it. */
    public List<Frame> after() {
        return after;
    }

    /** As the other server knows them; without the session that has sent it, which is one of theirs. */
    private String reader(@Nullable Sender source) {
        if (source instanceof Peer peer
                && peer.outlet() instanceof BusOutlet session
                && session.link == link
                && session.visitor.holder() == visitor.holder()) {
            return visitor.holder() + "-" + session.visitor.session();
        }
        return Long.toString(visitor.holder());
    }

    @Override
    public InetAddress address() {
        return visitor.from();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isBare() {
        return visitor.isBare();
    }

    @Override
    public boolean decidesOnIds() {
        return true;
    }

    @Override
    public int waitingBytes() {
        return 0;
    }

    /** Their own server knows what their programs speak. */
    @Override
    public void setForeign(boolean foreign, Duration pace) {}

    /** False, since it is known only later whether it arrives. */
    @Override
    public boolean deliver(OutgoingMsg msg, boolean wantsIds, Sender sender) {
        msg.addReader(link, reader(sender));
        return false;
    }

    /** Letters are for their own server. */
    @Override
    public boolean deliver(OutgoingMsg msg, boolean wantsIds) {
        return false;
    }

    @Override
    public void post(Frame part) {
        if (parts != null) {
            parts.add(part);
        }
    }

    /** Their own server probes them. */
    @Override
    public void push(Frame frame) {}

    @Override
    public void hint(Frame notice) {
        link.tell(notice, reader(null), false);
    }

    @Override
    public void hint(Frame notice, Peer source, boolean ifAsker) {
        if (parts == null) {
            link.tell(notice, reader(source), ifAsker);
        } else {
            after.add(notice);
        }
    }

    @Override
    public FlushBatch batch() {
        return batch;
    }

    @Override
    public void flush() {
        batch.handOver();
    }

    @Override
    public BooleanSupplier written() {
        return () -> true;
    }

    /** Their own server has them go. */
    @Override
    public boolean end(@Nullable Frame reason) {
        return false;
    }
}
