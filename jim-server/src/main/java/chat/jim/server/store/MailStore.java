package chat.jim.server.store;

import chat.jim.protocol.Address;
import chat.jim.wire.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The messages that wait for accounts, each account's in the order of their arrival (PROTOCOL.md, section 6). Changes are made
 * in the order of the calls. A change is on the disk when its future is done; {@link Store#await} waits for that. All methods
 * may be called from any thread.
 */
public interface MailStore {
    /**
     * A message that waits.
     *
     * @param id greater than the ids of all earlier messages, including removed ones
     * @param message as it was sent
     */
    record Kept(long id, Frame message) {}

    /**
     * Keeps a message for an account; the frame is copied at once.
     *
     * @param most how many may wait for this account; {@link Integer#MAX_VALUE} is no limit, and the fastest
     * @return its id; 0 if it is not kept, because that many wait already or there is no such account
     */
    CompletableFuture<Long> add(Address account, Frame message, int most);

    /**
     * The oldest messages that wait for an account, after the one with the id {@code after}. A damaged message is dropped, and
     * logged.
     *
     * @param most how many to read at most
     * @throws StoreException they cannot be read
     */
    List<Kept> read(Address account, long after, int most);

    /** Removes the messages of an account up to the one with the id {@code last}. */
    CompletableFuture<?> remove(Address account, long last);
}
