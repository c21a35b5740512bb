package chat.jim.server.mailbox;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.wire.Frame;
import chat.jim.wire.MemoryBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages that were sent and that nobody has confirmed, in order and numbered. Each is in the store, or only remembered
 * here. Guarded by the lock of its {@link Mailbox}.
 */
final class UnackedMessages {
    /** What a remembered message takes beside its bytes. */
    private static final int OVERHEAD = 128;

    private final MemoryBudget memory;
    private final Arrivals arrivals;
    private Deque<Sent> messages = new ArrayDeque<>();

    /** What a reader was asked about before the store was read anew: its answer confirms that nevertheless. */
    private final Deque<Sent> asked = new ArrayDeque<>();

    private int bytes;

    /** The number of the next message. No number is given twice. */
    private long next;

    /**
     * A message that is remembered, or is in the store with that id as soon as it is known.
     *
     * @param confirmed whether it only waits here until all before it are confirmed, too
     */
    private record Sent(
            long number, @Nullable Letter letter, @Nullable CompletableFuture<Long> id, int bytes, boolean confirmed) {
        private Sent inStore(@Nullable CompletableFuture<Long> itsId, boolean isConfirmed) {
            return new Sent(number, null, itsId, bytes, isConfirmed);
        }
    }

    /** Messages in the store, each as soon as its id is known. Guarded by the lock of the {@link Mailbox}. */
    static final class Ids {
        private final List<CompletableFuture<Long>> awaited = new ArrayList<>();
        private final Set<Long> known = new HashSet<>();

        /** Whether that one is among them. False if it is not sure: the store may have failed. */
        boolean contains(long id) {
            awaited.removeIf(one -> {
                if (one.isDone()) {
                    known.add(one.exceptionally(any -> 0L).join());
                }
                return one.isDone();
            });
            return known.contains(id);
        }

        /** Forgets all. */
        void clear() {
            awaited.clear();
            known.clear();
        }
    }

    /** Counts remembered messages in that budget, and notes there which of them were confirmed. */
    UnackedMessages(MemoryBudget memory, Arrivals arrivals) {
        this.memory = memory;
        this.arrivals = arrivals;
    }

    /** Remembers a message that was sent, see {@link Letter}. */
    void add(Frame message, @Nullable AccountKey sender, @Nullable String ticket) {
        memory.add(message.length() + OVERHEAD);
        add(new Sent(next, new Letter(message.copy(), sender, ticket), null, message.length(), false));
    }

    /** Adds a message that was sent from the store. */
    void add(MailStore.Kept kept) {
        int length = kept.message().length();
        add(new Sent(next, null, CompletableFuture.completedFuture(kept.id()), length, false));
    }

    private void add(Sent sent) {
        messages.add(sent);
        bytes += sent.bytes();
        next++;
    }

    /** The number of the next message. */
    long next() {
        return next;
    }

    /** The number of the oldest message, or of the next one if there is none. */
    long first() {
        return messages.isEmpty() ? next : messages.getFirst().number();
    }

    /** Whether a message of that number, or a newer one, may be unconfirmed. */
    boolean isOneSince(long number) {
        return !messages.isEmpty() && messages.getLast().number() >= number;
    }

    /** How many are only remembered. */
    int remembered() {
        return (int) messages.stream().filter(sent -> sent.letter() != null).count();
    }

    /** The length of all unconfirmed messages together. */
    int bytes() {
        return bytes;
    }

    /**
     * Puts the messages that are only remembered into the store.
     *
     * @param keeping stores a message, and returns its future number
     */
    void keepAll(Function<Letter, CompletableFuture<Long>> keeping) {
        Deque<Sent> kept = new ArrayDeque<>();
        for (Sent sent : messages) {
            kept.add(sent.letter() == null ? sent : sent.inStore(keeping.apply(sent.letter()), false));
            forget(sent);
        }
        messages = kept;
    }

    /**
     * Those with numbers from {@code from} until before {@code to} are confirmed. Returns the ids of the oldest ones that may
     * leave the store now: all before them are confirmed, too.
     */
    List<CompletableFuture<Long>> confirm(long from, long to) {
        List<CompletableFuture<Long>> ids = new ArrayList<>();
        while (!asked.isEmpty()
                && from <= asked.getFirst().number()
                && asked.getFirst().number() < to) {
            Stream.ofNullable(asked.remove().id()).forEach(ids::add);
        }
        if (from > first()) {
            confirmLater(from, to);
            return ids;
        }
        while (!messages.isEmpty()
                && (messages.getFirst().number() < to || messages.getFirst().confirmed())) {
            Sent oldest = messages.remove();
            release(oldest);
            if (oldest.id() != null) {
                ids.add(oldest.id());
            }
        }
        return ids;
    }

    /** Those in the store stay until older ones are confirmed, since the oldest ones leave it first. */
    private void confirmLater(long from, long to) {
        Deque<Sent> left = new ArrayDeque<>();
        for (Sent sent : messages) {
            boolean isConfirmed = sent.number() >= from && sent.number() < to;
            if (isConfirmed) {
                release(sent);
            }
            if (!isConfirmed) {
                left.add(sent);
            } else if (sent.id() != null) {
                left.add(sent.inStore(sent.id(), true));
            }
        }
        messages = left;
    }

    /** Forgets all, which are in the store, but for those before that number: a reader is being asked about them. */
    void clear(long until) {
        messages.forEach(this::release);
        asked.addAll(messages);
        asked.removeIf(sent -> sent.number() >= until);
        messages.clear();
    }

    /** It is confirmed, or in the store. */
    private void release(Sent sent) {
        if (!sent.confirmed()) {
            bytes -= sent.bytes();
            forget(sent);
        }
        if (sent.letter() != null && sent.letter().ticket() != null) {
            arrivals.confirmed(sent.letter().ticket());
        }
    }

    private void forget(Sent sent) {
        if (sent.letter() != null) {
            memory.subtract(sent.bytes() + OVERHEAD);
        }
    }

    /** The numbers of those that are in the store. */
    List<CompletableFuture<Long>> ids() {
        return messages.stream().map(Sent::id).flatMap(Stream::ofNullable).toList();
    }

    /** Adds those from that number on, all of which are in the store. */
    void addTo(Ids ids, long from) {
        messages.stream()
                .filter(sent -> sent.number() >= from)
                .map(Sent::id)
                .flatMap(Stream::ofNullable)
                .forEach(ids.awaited::add);
    }

    /** The numbers in the store, as soon as all are known, of those that the store has taken. */
    static CompletableFuture<List<Long>> known(List<CompletableFuture<Long>> ids) {
        return CompletableFuture.allOf(ids.toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> ids.stream()
                        .map(id -> id.exceptionally(any -> 0L).join())
                        .filter(id -> id > 0)
                        .toList());
    }
}
