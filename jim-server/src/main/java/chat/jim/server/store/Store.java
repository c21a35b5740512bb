package chat.jim.server.store;

import java.io.Closeable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What a server keeps: to be closed when nobody uses its parts any more. Those may be used from any thread. */
public interface Store extends Closeable {
    /** The accounts and their contacts. */
    Accounts accounts();

    /** The messages that wait for accounts. */
    MailStore mail();

    /**
     * Waits for a change, and returns its result.
     *
     * @throws StoreException it failed
     */
    static <T> T await(CompletableFuture<T> change) {
        try {
            return change.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StoreException cause ? cause : e;
        }
    }

    /** Waits for the changes that are under way. Does nothing the second time. */
    @Override
    void close();
}
