package chat.jim.server.mailbox;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.server.store.MailStore.Place;
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
     * A message that is remembered, or is in the store.
     *
     * @param confirmed whether it only waits here until all before it are confirmed, too
     */
    private record Sent(
            long number, @Nullable Letter letter, @Nullable InStore place, int bytes, boolean confirmed) {
        private Sent inStore(InStore itsPlace, boolean isConfirmed) {
            return new Sent(number, null, itsPlace, bytes, isConfirmed);
        }
    }

    /**
     * A message that is in the store, or on its way there.
     *
     * @param ticket see {@link Letter}
     * @param after see {@link Place}; {@link Letter#LAST} if it was not handed over before
     * @param id as soon as it is known; 0 if the store has failed, which will have it later under that ticket
     */
    record InStore(@Nullable String ticket, long after, CompletableFuture<Long> id) {
        /** One that was read from there. */
        static InStore of(MailStore.Kept kept) {
            return new InStore(kept.ticket(), kept.place().after(), CompletableFuture.completedFuture(kept.id()));
        }

        /** Once it is done. */
        long known() {
            return id.exceptionally(any -> 0L).join();
        }

        /** The same. */
        Place place() {
            return new Place(after, known());
        }
    }

    /** Messages in the store. Guarded by the lock of the {@link Mailbox}. */
    static final class Places {
        private final List<InStore> awaited = new ArrayList<>();
        private final Set<Long> ids = new HashSet<>();

        /**
         * Of those that the store has failed to take at first. They stay as long as the login: the store may have taken one of
         * them nevertheless, and take it again much later, under another number.
         */
        private final Set<String> tickets = new HashSet<>();

        /** Whether that one is among them. */
        boolean contains(MailStore.Kept kept) {
            sortOut();
            return ids.contains(kept.id()) || (kept.ticket() != null && tickets.contains(kept.ticket()));
        }

        private void sortOut() {
            awaited.removeIf(one -> {
                if (!one.id().isDone()) {
                    return false;
                }
                if (one.known() > 0) {
                    ids.add(one.known());
                } else if (one.ticket() != null) {
                    tickets.add(one.ticket());
                }
                return true;
            });
        }

        /** Forgets all that are there by now. */
        void clear() {
            sortOut();
            awaited.clear();
            ids.clear();
        }
    }

    /** Counts remembered messages in that budget, and notes there which of them were confirmed. */
    UnackedMessages(MemoryBudget memory, Arrivals arrivals) {
        this.memory = memory;
        this.arrivals = arrivals;
    }

    /** Remembers a message that was sent, see {@link Letter}. */
    void add(Frame message, @Nullable AccountKey sender, @Nullable String ticket, long after) {
        memory.add(message.length() + OVERHEAD);
        add(new Sent(next, new Letter(message.copy(), sender, ticket, after), null, message.length(), false));
    }

    /** Adds a message that was sent from the store. */
    void add(MailStore.Kept kept) {
        int length = kept.message().length();
        add(new Sent(next, null, InStore.of(kept), length, false));
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
     * @param keeping stores a message
     */
    void keepAll(Function<Letter, InStore> keeping) {
        Deque<Sent> kept = new ArrayDeque<>();
        for (Sent sent : messages) {
            kept.add(sent.letter() == null ? sent : sent.inStore(keeping.apply(sent.letter()), false));
            forget(sent);
        }
        messages = kept;
    }

    /**
     * Those with numbers from {@code from} until before {@code to} are confirmed. Returns the oldest ones that may leave the store
     * now: all before them are confirmed, too.
     */
    List<InStore> confirm(long from, long to) {
        List<InStore> read = new ArrayList<>();
        while (!asked.isEmpty()
                && from <= asked.getFirst().number()
                && asked.getFirst().number() < to) {
            Stream.ofNullable(asked.remove().place()).forEach(read::add);
        }
        if (from > first()) {
            confirmLater(from, to);
            return read;
        }
        while (!messages.isEmpty()
                && (messages.getFirst().number() < to || messages.getFirst().confirmed())) {
            Sent oldest = messages.remove();
            release(oldest);
            Stream.ofNullable(oldest.place()).forEach(read::add);
        }
        return read;
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
            } else if (sent.place() != null) {
                left.add(sent.inStore(sent.place(), true));
            }
        }
        messages = left;
    }

    /**
     * Forgets all, which are in the store, but for those before that number: a reader is being asked about them. Those of which it
     * is not sure that they are in the store can be confirmed, too.
     *
     * @param from the oldest number that a reader may still confirm
     */
    void clear(long until, long from) {
        messages.forEach(this::release);
        forget(asked, until, from);
        forget(messages, until, from);
        asked.addAll(messages);
        messages.clear();
    }

    /**
     * If nobody can confirm the oldest one of them any more, all are forgotten: the oldest ones leave the store first, and that one
     * is read and sent anew, behind which the others are confirmed once more.
     */
    private static void forget(Deque<Sent> asked, long until, long from) {
        asked.removeIf(sent -> sent.number() >= until && isSure(sent.place()));
        if (!asked.isEmpty() && asked.getFirst().number() < from) {
            asked.clear();
        }
    }

    private static boolean isSure(@Nullable InStore place) {
        return place == null || (place.id().isDone() && place.known() > 0);
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

    /** Those that are in the store. */
    List<InStore> stored() {
        return messages.stream().map(Sent::place).flatMap(Stream::ofNullable).toList();
    }

    /** Whether one of them is being tried again under that ticket. */
    boolean isFailed(@Nullable String ticket) {
        return ticket != null && stored().stream().anyMatch(one -> ticket.equals(one.ticket()) && !isSure(one));
    }

    /** Adds those from that number on, all of which are in the store. */
    void addTo(Places places, long from) {
        messages.stream()
                .filter(sent -> sent.number() >= from)
                .map(Sent::place)
                .flatMap(Stream::ofNullable)
                .forEach(places.awaited::add);
    }

    /** The same as soon as their ids are known. */
    static CompletableFuture<List<InStore>> known(List<InStore> places) {
        return CompletableFuture.allOf(places.stream().map(InStore::id).toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> places);
    }
}
