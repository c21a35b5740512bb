package chat.jim.server.cluster.message;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.log.OncePerMinute;
import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.StoreException;
import chat.jim.thread.Threads;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands over the messages that other servers have for users of this one. Whoever can write to the engine could send them, so
 * each is checked like one of a peer. Only for one thread, which waits for nobody.
 */
public final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    /** No server makes a longer one. */
    private static final int MOST_BYTES = 128 * 1024;

    private final ThisNode self;
    private final RoomSpeech rooms;
    private final Directory directory;
    private final UserDelivery users;
    private final InstantSource clock;
    private final SeenGroups seen = new SeenGroups();
    private final MsgHeader header = new MsgHeader();
    private final FlushBatch flush = new FlushBatch();
    private final OncePerMinute warning = new OncePerMinute();

    /** Whether it is not known yet what becomes of some message in the batch of now. */
    private boolean isWaiting;

    /**
     * Who has sent a message at another server.
     *
     * @param account null for a guest
     * @param batch with which everything of one batch is written
     */
    private record RemoteSender(@Nullable AccountKey account, FlushBatch batch) implements Sender {
        @Override
        public void flush() {
            batch.handOver();
        }
    }

    /**
     * Who writes to whom.
     *
     * @param message what goes on
     */
    private record Header(Address from, Address to, OutgoingMsg.Copy message) {}

    /** A session and an addressee: if one message fails, those behind it must not overtake. */
    private record Pair(long session, Address to) {}

    /**
     * To the users who are there, and in those rooms.
     *
     * @param keeping is told of each message that is being put into the mailbox of an account that has just gone; ends when the
     *     server knows of it where the account is now
     */
    public Deliveries(
            ThisNode self,
            Here here,
            ClusterNames names,
            RoomSpeech rooms,
            BiFunction<Address, CompletableFuture<Long>, CompletableFuture<Void>> keeping,
            InstantSource clock) {
        this.rooms = rooms;
        users = new UserDelivery(here, names, keeping);
        this.self = self;
        directory = here.directory();
        this.clock = clock;
    }

    /** Hands over a batch, and answers what has become of it, perhaps later. What cannot be read is not answered. */
    public void take(byte[] data, Consumer<byte[]> reply) {
        Batch batch;
        try {
            batch = checked(data);
        } catch (IllegalArgumentException e) {
            drop(String.valueOf(e.getMessage()));
            return;
        }
        if (self.nodes().find(batch.from()) == null) {
            self.lookSoon();
            List<Result> soon = Collections.nCopies(batch.items().size(), Result.STRANGER);
            reply.accept(new BatchAnswer(batch.number(), soon).encoded());
            return;
        }
        isWaiting = false;
        List<Fate> fates;
        try {
            fates = fates(batch);
        } finally {
            flush.handOver();
        }
        Runnable answering = () -> reply.accept(
                new BatchAnswer(batch.number(), fates.stream().map(Fate::get).toList()).encoded());
        if (isWaiting) {
            Threads.startShort(answering);
        } else {
            answering.run();
        }
    }

    /** @throws IllegalArgumentException it is none of another server */
    private Batch checked(byte[] data) {
        if (data.length > MOST_BYTES) {
            throw new IllegalArgumentException("it is too long");
        }
        Batch batch = Batch.of(data);
        String from = batch.from();
        if (!self.isOther(from)) {
            throw new IllegalArgumentException("it comes from no other server");
        }
        return batch;
    }

    private void drop(String why) {
        if (warning.isDue()) {
            LOG.warn("A batch of messages was dropped: {}", why);
        }
    }

    /** What becomes of each message: waits until it is known, if it is not yet. */
    private List<Fate> fates(Batch batch) {
        Map<Pair, Fate> last = new HashMap<>();
        List<Fate> fates = new ArrayList<>(batch.items().size());
        for (Batch.Item item : batch.items()) {
            fates.add(item == null ? Fate.known(Result.UNKNOWN_KIND) : fate(batch.from(), item, last));
        }
        return fates;
    }

    /** @param last what becomes of the last messages before */
    private Fate fate(String node, Batch.Item item, Map<Pair, Fate> last) {
        try {
            Header read = header(item.message());
            checkSender(read.from(), item.account());
            Pair pair = new Pair(item.session(), read.to());
            Fate before = last.get(pair);
            boolean isBehindFailed =
                    before != null && before.isKnown() && !before.get().isAccepted();
            if (isBehindFailed || seen.isOld(node, item.session(), item.group())) {
                return Fate.known(Result.LEFT);
            }
            Fate fate;
            if (read.to().isRoom()) {
                fate = say(node, item, read);
            } else {
                fate = before != null && !before.isKnown()
                        ? behind(before, node, item, read)
                        : deliver(node, item, read, flush);
            }
            isWaiting |= !fate.isKnown();
            last.put(pair, fate);
            return fate;
        } catch (ProtocolException e) {
            return Fate.known(Result.of(e));
        } catch (StoreException e) {
            return Fate.known(UserDelivery.unavailable(e));
        }
    }

    /** @throws ProtocolException 400 if it is no message from somebody to somebody */
    private Header header(OutgoingMsg.Copy message) {
        if (message.original() == null && header.read(message.standard())) {
            return new Header(header.from(), header.to(), message);
        }
        if (!(Codec.decode(message.standard()) instanceof Action.Msg msg) || msg.from() == null) {
            throw ProtocolException.badRequest("This is no message from somebody.");
        }
        return new Header(msg.from(), msg.to(), message.saying(msg));
    }

    /** @throws ProtocolException 400 if the sender is somebody of this server */
    private void checkSender(Address from, @Nullable String account) {
        Holder own = directory.find(from);
        AccountKey key = own == null ? null : own.account();
        if (own != null && (key == null || !key.id().equals(account))) {
            throw ProtocolException.badRequest(from + " is at the server of the addressee.");
        }
    }

    private Fate say(String node, Batch.Item item, Header read) {
        if (!self.lease().valid()) {
            return Fate.known(Result.cutOff(read.to()));
        }
        Routed said = rooms.say(
                node,
                item.session(),
                item.account(read.from()),
                read.from(),
                read.to(),
                read.message().message(clock),
                flush);
        if (said == null) {
            return Fate.known(Result.NOT_HERE);
        }
        return said.isKnown() ? Fate.known(Result.said(said)) : Fate.later(() -> said(said));
    }

    /** Waits until other servers with members of the room have answered. */
    private static Result said(Routed later) {
        try {
            return Result.said(later.known());
        } catch (ProtocolException e) {
            return Result.of(e);
        }
    }

    /** It is tried only when the one before it was accepted, so that it does not overtake. */
    private Fate behind(Fate before, String node, Batch.Item item, Header read) {
        return Fate.later(() -> {
            if (!before.get().isAccepted()) {
                return Result.LEFT;
            }
            FlushBatch alone = new FlushBatch();
            Fate fate = deliver(node, item, read, alone);
            alone.handOver();
            return fate.get();
        });
    }

    private Fate deliver(String node, Batch.Item item, Header read, FlushBatch batch) {
        if (!self.lease().valid()) {
            return Fate.known(Result.cutOff(read.to()));
        }
        RemoteSender sender = new RemoteSender(item.account(read.from()), batch);
        return users.take(read.message().message(clock), item.ticket(node), sender, read.to());
    }
}
