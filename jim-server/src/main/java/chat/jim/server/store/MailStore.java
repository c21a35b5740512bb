package chat.jim.server.store;

import chat.jim.protocol.Address;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The messages that wait for accounts, each account's in the order in which they came (PROTOCOL.md, section 6). Changes are
 * made in the order in which they are asked for; one is on the disk when its future is done, and see {@link Store#await}. All may be called from any thread.
 */
public interface MailStore {
    /**
     * A message that waits.
     *
     * @param id greater than those of all messages before it, removed ones too
     * @param message as it was sent
     */
    record Kept(long id, Frame message) {}

    /**
     * Keeps a message for an account; the frame is copied at once.
     *
     * @param most how many may wait for it
     * @return its number; 0 if it is not kept, because so many wait or there is no such account
     */
    CompletableFuture<Long> add(Address account, Frame message, int most);

    /**
     * The oldest messages kept for an account, after the one with the number {@code after}. One that is
     * damaged is dropped, aloud.
     *
     * @param most how many at most
     * @throws StoreException they cannot be read
     */
    List<Kept> read(Address account, long after, int most);

    /** Removes the messages of an account up to the one with the number {@code last}. */
    CompletableFuture<?> remove(Address account, long last);
}
