package chat.jim.server.cluster.visitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import chat.jim.process.DaemonThreads;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.cluster.bus.Bus;
import chat.jim.server.cluster.bus.Pipe;
import chat.jim.server.cluster.nats.EngineException;
import chat.jim.server.cluster.nats.EngineException.Reason;
import chat.jim.server.cluster.node.ThisNode;
import chat.jim.server.peer.Carrier;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.store.AccountKey;
import chat.jim.wire.Frame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The way to one other server for what its users get from rooms here: messages and notices, in order. What is for several of
 * them goes once. From any thread; no method waits.
 */
public final class Link implements Carrier, Pipe.Format<Link.Entry> {
    /** Sends notices a moment later, so that one for many is together by then. */
    private static final ExecutorService SOON = DaemonThreads.pool("rooms", 1);

    /** What is for more of them goes in parts, each of which fits into one message of the engine. */
    private static final int MOST_READERS = 4_000;

    /** Less than who has sent it to this server waits itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final ThisNode self;
    private final Pipe<Entry> pipe;
    private final ReentrantLock lock = new ReentrantLock();

    /** What is not sent yet. Guarded by the lock. */
    private Deque<Entry> notSent = new ArrayDeque<>();

    /** From this server to another one. */
    public Link(ThisNode self, String to, Bus bus) {
        this.self = self;
        pipe = new Pipe<>(bus, to, PATIENCE, this);
    }

    /**
     * Something for some users.
     *
     * @param copy a message; null if it is a notice
     * @param id by which the message is kept; 0 if it is not
     * @param account the id of the sender's account; null for a guest
     * @param notice a notice; null if it is a message
     * @param ifAsker whether the notice is only for sessions that have asked for ids
     * @param readers who gets it
     * @param reached how many the message has reached
     */
    public record Entry(
            OutgoingMsg.@Nullable Copy copy,
            long id,
            @Nullable String account,
            @Nullable Frame notice,
            boolean ifAsker,
            List<String> readers,
            CompletableFuture<Integer> reached)
            implements Pipe.Item {
        private static final int OVERHEAD = 64;
        private static final int PER_READER = 8;

        @Override
        public int length() {
            int objects = copy != null ? copy.length() : notice != null ? notice.length() : 0;
            return objects + readers.size() * PER_READER + OVERHEAD;
        }

        @Override
        public void failed(EngineException why) {
            Code code = why.reason() == Reason.NOT_SENT ? Code.UNAVAILABLE : Code.NO_ANSWER;
            reached.completeExceptionally(new ProtocolException(code, String.valueOf(why.getMessage())));
        }
    }

    @Override
    public CompletableFuture<Integer> carry(
            OutgoingMsg.Copy message, long id, @Nullable AccountKey sender, List<String> readers) {
        String account = sender == null ? null : sender.id();
        CompletableFuture<Integer> reached = CompletableFuture.completedFuture(0);
        lock.lock();
        try {
            for (int from = 0; from < readers.size(); from += MOST_READERS) {
                List<String> some = readers.subList(from, Math.min(from + MOST_READERS, readers.size()));
                Entry entry = new Entry(message, id, account, null, false, some, new CompletableFuture<>());
                notSent.add(entry);
                reached = reached.thenCombine(entry.reached(), Integer::sum);
            }
            send();
        } finally {
            lock.unlock();
        }
        return reached;
    }

    /** Tells a user something, soon. */
    void tell(Frame notice, String reader, boolean ifAsker) {
        lock.lock();
        try {
            Entry last = notSent.peekLast();
            if (last != null
                    && last.notice() == notice
                    && last.ifAsker() == ifAsker
                    && last.readers().size() < MOST_READERS) {
                last.readers().add(reader);
                return;
            }
            List<String> readers = new ArrayList<>(List.of(reader));
            notSent.add(new Entry(null, 0, null, notice, ifAsker, readers, new CompletableFuture<>()));
        } finally {
            lock.unlock();
        }
        SOON.execute(this::sendNow);
    }

    private void sendNow() {
        lock.lock();
        try {
            send();
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    private void send() {
        if (!notSent.isEmpty()) {
            notSent.forEach(entry -> pipe.send(List.of(entry))); // one by one, since they may be long together
            notSent = new ArrayDeque<>();
        }
    }

    @Override
    public byte[] encoded(long number, List<Entry> entries) {
        String own = String.valueOf(self.lease().id()); // one that is cut off is not believed
        return new RoomBatch(own, number, entries).encoded();
    }

    @Override
    public void answered(byte[] answer, long number, List<Entry> entries) {
        List<Integer> counts = RoomBatch.counts(new String(answer, UTF_8), number, entries.size());
        for (int i = 0; i < counts.size(); i++) {
            entries.get(i).reached().complete(counts.get(i));
        }
    }
}
