package chat.jim.server.cluster;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.log.OncePerMinute;
import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.BatchAnswer.Result;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.routing.Directory;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the messages that other servers have for users of this one. Whoever can write to the engine could send them, so
 * each is checked like one of a peer. Only for one thread, which waits for nobody.
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final ThisNode self;
    private final Directory directory;
    private final InstantSource clock;
    private final SeenGroups seen = new SeenGroups();
    private final MsgHeader header = new MsgHeader();
    private final FlushBatch flush = new FlushBatch();
    private final OncePerMinute warning = new OncePerMinute();

    /** A session and an addressee: if one message fails, those behind it must not overtake. */
    private record Pair(long session, Address to) {}

    /** To the users in that directory. */
    Deliveries(ThisNode self, Directory directory, InstantSource clock) {
        this.self = self;
        this.directory = directory;
        this.clock = clock;
    }

    /** Hands over a batch, and answers what has become of it. What cannot be read is not answered. */
    void take(byte[] data, Consumer<byte[]> reply) {
        Batch batch;
        try {
            batch = Batch.of(data);
        } catch (IllegalArgumentException e) {
            drop("it cannot be read: " + e.getMessage());
            return;
        }
        if (!self.nodes().isUp(batch.from())) {
            drop("it comes from no server that is known");
            return;
        }
        List<Result> results = results(batch);
        flush.handOver();
        reply.accept(new BatchAnswer(batch.number(), results).encoded());
    }

    private void drop(String why) {
        if (warning.isDue()) {
            LOG.warn("A batch of messages was dropped: {}", why);
        }
    }

    private List<Result> results(Batch batch) {
        Set<Pair> failed = new HashSet<>();
        List<Result> results = new ArrayList<>(batch.items().size());
        for (Batch.Item item : batch.items()) {
            results.add(result(batch.from(), item, failed));
        }
        return results;
    }

    private Result result(String node, Batch.Item item, Set<Pair> failed) {
        try {
            Address to = addressee(item.message().standard());
            Pair pair = new Pair(item.session(), to);
            if (failed.contains(pair)) {
                return Result.LEFT;
            }
            Result result = seen.isOld(node, item.session(), item.group()) ? Result.LEFT : deliver(item, to);
            if (!result.isHandedOver()) {
                failed.add(pair);
            }
            return result;
        } catch (ProtocolException e) {
            return Result.of(e);
        }
    }

    /** @throws ProtocolException 400 if it is no message from somebody to somebody */
    private Address addressee(Frame frame) {
        if (header.read(frame)) {
            return header.to().asAccount();
        }
        if (!(Codec.decode(frame) instanceof Action.Msg msg) || msg.from() == null) {
            throw ProtocolException.badRequest("This is no message.");
        }
        return msg.to().asAccount();
    }

    private Result deliver(Batch.Item item, Address to) {
        if (!self.lease().valid()) {
            return new Result(
                    Code.UNAVAILABLE.number(), "The server that has " + to + " is cut off: nothing was sent.");
        }
        Holder addressee = directory.find(to);
        OutgoingMsg msg = item.message().message(clock);
        if (addressee != null && addressee.deliver(msg, new RemoteSender(null, flush))) {
            return Result.HANDED_OVER;
        }
        if (addressee != null && addressee.onlyWrites()) {
            return new Result(Code.GONE.number(), to + " only writes, and reads nothing: write to #all.");
        }
        return new Result(Code.NOT_FOUND.number(), "");
    }
}
