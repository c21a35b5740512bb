package chat.jim.server.history;

import chat.jim.server.store.AccountKey;
import chat.jim.server.store.Marks;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Up to which message each account has read each place (PROTOCOL.md, section 12). A mark only grows. Writers move their own
 * with each message, so that new ones are only remembered here, and go to the store once a second. All methods may be called
 * from any thread.
 */
public final class ReadMarks {
    private final Marks store;
    private final Map<Mark, Long> moved = new ConcurrentHashMap<>();

    private record Mark(AccountKey account, String place) {}

    /** Keeps them in that store. */
    public ReadMarks(Marks store) {
        this.store = store;
    }

    /** The id of the last message that the account has read there; 0 if there is no mark. May wait for the store. */
    public long of(AccountKey account, String place) {
        long fresh = moved.getOrDefault(new Mark(account, place), 0L); // first, since it may go to the store meanwhile
        return Math.max(fresh, store.get(account, place));
    }

    /** The account has read so far, if not further already. */
    public void advance(AccountKey account, String place, long id) {
        moved.merge(new Mark(account, place), id, Math::max);
    }

    /** Gives to the store what has moved since the last time. Called once a second, and at the end. */
    public void tick() {
        for (Map.Entry<Mark, Long> entry : moved.entrySet()) {
            save(entry.getKey(), entry.getValue());
        }
    }

    private void save(Mark mark, long id) {
        CompletableFuture<?> unused =
                store.advance(mark.account(), mark.place(), id).thenRun(() -> moved.remove(mark, id));
    }
}
