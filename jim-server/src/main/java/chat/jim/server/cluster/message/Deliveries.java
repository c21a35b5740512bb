package chat.jim.server.cluster.message;

import chat.jim.codec.Codec;
import chat.jim.codec.MsgHeader;
import chat.jim.dialect.Form;
import chat.jim.log.OncePerMinute;
import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.action.Action;
import chat.jim.server.cluster.message.BatchAnswer.Entry;
import chat.jim.server.cluster.message.BatchAnswer.Result;
import chat.jim.server.cluster.name.ClusterNames;
import chat.jim.server.cluster.node.Node;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.history.History;
import chat.jim.server.mailbox.Mailbox;
import chat.jim.server.mailbox.Mailboxes;
import chat.jim.server.peer.Holder;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.peer.Sender;
import chat.jim.server.routing.Directory;
import chat.jim.server.routing.Others.Here;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.StoreException;
import chat.jim.thread.Threads;
import chat.jim.wire.Frame;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final ClusterNames names;
    private final RoomSpeech rooms;
    private final Directory directory;
    private final Mailboxes mailboxes;

    /** Null if nothing is kept in one. */
    private final @Nullable History history;

    private final InstantSource clock;
    private final SeenGroups seen = new SeenGroups();
    private final MsgHeader header = new MsgHeader();
    private final FlushBatch flush = new FlushBatch();
    private final OncePerMinute warning = new OncePerMinute();

    /** Whether it is not known yet what becomes of some message in the batch of now. */
    private boolean isWaiting;

    /** What has become of a message, if it is known at once. */
    private record Known(Result result) implements Supplier<Result> {
        @Override
        public Result get() {
            return result;
        }
    }

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

    /** To the users who are there, and in those rooms. */
    public Deliveries(ThisNode self, Here here, ClusterNames names, RoomSpeech rooms, InstantSource clock) {
        this.rooms = rooms;
        this.self = self;
        this.names = names;
        directory = here.directory();
        mailboxes = here.mailboxes();
        history = here.history();
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
        List<Supplier<Result>> fates = fates(batch);
        flush.handOver();
        Runnable answering = () -> reply.accept(new BatchAnswer(
                        batch.number(), fates.stream().map(Supplier::get).toList())
                .encoded());
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
        if (!Node.isId(from) || self.lease().valid(from) || self.nodes().isGone(from)) {
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
    private List<Supplier<Result>> fates(Batch batch) {
        Set<Pair> failed = new HashSet<>();
        List<Supplier<Result>> fates = new ArrayList<>(batch.items().size());
        for (Batch.Item item : batch.items()) {
            fates.add(fate(batch.from(), item, failed));
        }
        return fates;
    }

    private Supplier<Result> fate(String node, Batch.Item item, Set<Pair> failed) {
        try {
            Header read = header(item.message());
            checkSender(read.from(), item.account());
            Pair pair = new Pair(item.session(), read.to());
            if (failed.contains(pair) || seen.isOld(node, item.session(), item.group())) {
                return new Known(Result.LEFT);
            }
            Supplier<Result> fate = read.to().isRoom() ? say(node, item, read) : deliver(item, read);
            if (!(fate instanceof Known known)) {
                isWaiting = true;
            } else if (!known.result().isAccepted()) {
                failed.add(pair);
            }
            return fate;
        } catch (ProtocolException e) {
            return new Known(Result.of(e));
        } catch (StoreException e) {
            return new Known(unavailable(e));
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
        return new Header(msg.from(), msg.to(), checked(message, msg));
    }

    /** What goes on as it was written has to say the same as the specification's form. */
    private static OutgoingMsg.Copy checked(OutgoingMsg.Copy message, Action.Msg content) {
        Frame original = message.original();
        return original == null || Form.says(original, content)
                ? message
                : new OutgoingMsg.Copy(message.family(), message.standard(), null, message.mayBeKept());
    }

    /** @throws ProtocolException 400 if the sender is somebody of this server */
    private void checkSender(Address from, @Nullable String account) {
        Holder own = directory.find(from);
        AccountKey key = own == null ? null : own.account();
        if (own != null && (key == null || !key.id().equals(account))) {
            throw ProtocolException.badRequest(from + " is at the server of the addressee.");
        }
    }

    private Supplier<Result> say(String node, Batch.Item item, Header read) {
        if (!self.lease().valid()) {
            return new Known(Result.cutOff(read.to()));
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
            return new Known(Result.NOT_HERE);
        }
        return said.isKnown() ? new Known(Result.said(said)) : () -> said(said);
    }

    /** Waits until other servers with members of the room have answered. */
    private static Result said(Routed later) {
        try {
            return Result.said(later.known());
        } catch (ProtocolException e) {
            return Result.of(e);
        }
    }

    private Supplier<Result> deliver(Batch.Item item, Header read) {
        Address to = read.to();
        if (!self.lease().valid()) {
            return new Known(Result.cutOff(to));
        }
        Holder addressee = directory.find(to);
        OutgoingMsg msg = read.message().message(clock);
        RemoteSender sender = new RemoteSender(item.account(read.from()), flush);
        if (history != null && addressee != null && sender.account() != null) {
            history.keepFromElsewhere(msg, sender.account(), addressee);
        }
        Supplier<Result> fate = deliver(msg, sender, to, addressee);
        if (fate instanceof Known known && !known.result().isAccepted()) {
            withdraw(msg);
        }
        return fate;
    }

    private void withdraw(OutgoingMsg msg) {
        if (history != null) {
            history.withdraw(msg);
        }
    }

    private Supplier<Result> deliver(OutgoingMsg msg, RemoteSender sender, Address to, @Nullable Holder addressee) {
        AccountKey account = addressee == null ? null : addressee.account();
        Mailbox mailbox = account == null ? null : mailboxes.of(account);
        Entry entry = account == null || msg.id() == 0 ? null : new Entry(msg.id(), account.id());
        if (mailbox != null) {
            CompletableFuture<Long> kept = mailbox.offer(msg, sender);
            return kept == null
                    ? new Known(Result.HANDED_OVER.in(entry))
                    : () -> kept(mailbox, kept, sender, msg).in(entry);
        } else if (addressee != null && addressee.deliver(msg, sender)) {
            return new Known(Result.HANDED_OVER.in(entry));
        } else if (addressee != null && addressee.onlyWrites()) {
            return new Known(new Result(Code.GONE.number(), to + " only writes, and reads nothing: write to #all."));
        }
        boolean isComingOrGoing = directory.isClaimed(to) || names.isHere(to);
        return new Known(isComingOrGoing ? Result.soon(to) : Result.NOT_HERE);
    }

    /** Waits until it is in the mailbox. */
    private Result kept(Mailbox mailbox, CompletableFuture<Long> kept, RemoteSender sender, OutgoingMsg msg) {
        try {
            mailbox.awaitKept(kept, sender.account());
            return Result.KEPT;
        } catch (ProtocolException e) {
            withdraw(msg);
            return mailbox.isRead() ? Result.roomSoon(e) : Result.of(e);
        } catch (StoreException e) {
            withdraw(msg);
            return unavailable(e);
        }
    }

    private static Result unavailable(StoreException e) {
        LOG.warn("A message from another server cannot be kept: {}", e.getMessage());
        return new Result(
                e.code().number(), "The server's store is unavailable: try again later, or tell its operator.");
    }
}
