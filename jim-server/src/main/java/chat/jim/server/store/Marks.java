package chat.jim.server.store;

import java.util.concurrent.CompletableFuture;

/**
 * Up to which message each account has read each place of the history (PROTOCOL.md, section 12). A mark only grows; it goes
 * with its account. All methods may be called from any thread.
 */
public interface Marks {
    /**
     * The id of the last message that the account has read there; 0 if there is no mark.
     *
     * @throws StoreException it cannot be read
     */
    long get(AccountKey account, String place);

    /** Moves the mark of an account, if it is not further already. When the future is done, that is on the disk. */
    CompletableFuture<?> advance(AccountKey account, String place, long id);
}
