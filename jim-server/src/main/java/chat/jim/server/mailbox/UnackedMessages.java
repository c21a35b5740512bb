package chat.jim.server.mailbox;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.MailStore;
import chat.jim.server.store.MailStore.Letter;
import chat.jim.wire.Frame;
import chat.jim.wire.MemoryBudget;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The messages that a peer was sent and has not confirmed, in order. Each is in the store, or only remembered here.
 * Guarded by the lock of its {@link Mailbox}.
 */
final class UnackedMessages {
    /** What a remembered message takes beside its bytes. */
    private static final int OVERHEAD = 128;

    private final MemoryBudget memory;
    private Deque<Sent> messages = new ArrayDeque<>();
    private int bytes;

    /** A message that is remembered, or is in the store with the number {@code id} as soon as that is known. */
    private record Sent(@Nullable Letter letter, @Nullable CompletableFuture<Long> id, int bytes) {}

    /** Counts remembered messages in that budget. */
    UnackedMessages(MemoryBudget memory) {
        this.memory = memory;
    }

    /** Remembers a message that was sent, see {@link Letter}. */
    void add(Frame message, @Nullable AccountKey sender) {
        memory.add(message.length() + OVERHEAD);
        add(new Sent(new Letter(message.copy(), sender), null, message.length()));
    }

    /** Adds a message that was sent from the store. */
    void add(MailStore.Kept kept) {
        add(new Sent(
                null,
                CompletableFuture.completedFuture(kept.id()),
                kept.message().length()));
    }

    private void add(Sent sent) {
        messages.add(sent);
        bytes += sent.bytes();
    }

    int count() {
        return messages.size();
    }

    /** How many are only remembered. */
    int remembered() {
        return (int) messages.stream().filter(sent -> sent.letter() != null).count();
    }

    /** The length of all messages together. */
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
            kept.add(sent.letter() == null ? sent : new Sent(null, keeping.apply(sent.letter()), sent.bytes()));
            forget(sent);
        }
        messages = kept;
    }

    /** Removes the {@code count} oldest ones, and returns the numbers of those that are in the store. */
    List<CompletableFuture<Long>> remove(int count) {
        List<CompletableFuture<Long>> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sent oldest = messages.remove();
            bytes -= oldest.bytes();
            forget(oldest);
            if (oldest.id() != null) {
                ids.add(oldest.id());
            }
        }
        return ids;
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

    /** The greatest number, as soon as all are known; 0 if there is none. */
    static CompletableFuture<Long> last(List<CompletableFuture<Long>> ids) {
        return CompletableFuture.allOf(ids.toArray(CompletableFuture<?>[]::new))
                .handle((done, failure) -> ids.stream()
                        .mapToLong(id -> id.exceptionally(any -> 0L).join())
                        .max()
                        .orElse(0));
    }
}
