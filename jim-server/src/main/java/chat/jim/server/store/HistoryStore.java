package chat.jim.server.store;

import chat.jim.protocol.Address;
import chat.jim.wire.Frame;
import java.io.Closeable;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntConsumer;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What was said, kept by place: in a room, or in the talks of two accounts. A message has an id, which is the server's time
 * in microseconds since 1970: greater than all ids that were given before, whatever the clock shows, also to messages that
 * are lost. Of several servers that form a chat each gives other ids, greater than all that it knows of. It is written a moment after it was added; every other method sees it at once. All methods but {@link #add} may
 * wait for the disk, and throw {@link StoreException} if it cannot be read. All may be called from any thread.
 */
public interface HistoryStore extends Closeable {
    /**
     * A message that was said.
     *
     * @param place the key of a room, or of the talks of two accounts; no room has that
     * @param account the sender's; null for a guest
     * @param message in the form of the specification
     */
    record Entry(
            long id, String place, Address sender, @Nullable AccountKey account, Frame message) {}

    /**
     * Messages in one place.
     *
     * @param after their ids are greater
     * @param before their ids are less
     */
    record Range(String place, long after, long before) {
        /** All in one place. */
        public static Range all(String place) {
            return new Range(place, 0, Long.MAX_VALUE);
        }
    }

    /**
     * What somebody looks for.
     *
     * @param text as a person types it: words, of which all must be there; in quotes, exactly these one after the other
     * @param sender null for all
     * @param before the ids of what is found are less
     */
    record Query(
            String text,
            Collection<String> places,
            @Nullable Address sender,
            long before,
            int most) {}

    /**
     * Adds a message, and returns its id. Call it before anybody is sent the message: who asks then finds it. The frame is
     * copied. This never fails: on a full disk the message is dropped, and counted. While very many wait to be written, the
     * caller waits, but not for ever: then the message is dropped, too, has no id, and 0 is returned.
     *
     * @param account see {@link Entry#account}
     */
    long add(String place, Address sender, @Nullable AccountKey account, Frame message);

    /**
     * Adds a copy of a message that another server of the chat has given an id, unless that is here already. It may come after
     * later ones. Ids that are given here from now on are greater. Never waits; on a full disk, or while very many wait to be
     * written, it is dropped, and counted.
     */
    void addCopy(Entry entry);

    /** The greatest id that may have been given to a message; 0 if there was none. */
    long newest();

    /** The greatest id in a place; 0 if nothing is kept of it. */
    long newest(String place);

    /** The first ones in a range, in the order of their ids. */
    List<Entry> first(Range range, int most);

    /** The last ones in a range, in the order of their ids. */
    List<Entry> last(Range range, int most);

    /** How many are in a range; does not count further than {@code most}. */
    int count(Range range, int most);

    /** The message with that id, or null. */
    @Nullable
    Entry find(long id);

    /** What is found, the newest first; nothing if there is no word in the text. */
    List<Entry> search(Query query);

    /** The messages of an account in all places with ids greater than {@code after}, in the order of their ids. */
    List<Entry> of(AccountKey account, long after, int most);

    /** The places of which something is kept. */
    Set<String> places();

    /** Those of the places of which something is kept. */
    default Set<String> among(Collection<String> places) {
        Set<String> found = new TreeSet<>(places);
        found.retainAll(places());
        return found;
    }

    /** Forgets a message; false if it is not there. */
    boolean forget(long id);

    /** Forgets a message that was added here a moment ago and has gone to nobody. */
    default void withdraw(long id) {
        forget(id);
    }

    /** Forgets what an account has said, between other changes. When the future is done, that is on the disk. */
    CompletableFuture<?> forget(AccountKey account);

    /**
     * Forgets what is too old, between other changes.
     *
     * @param oldest the least id that stays in a place
     */
    CompletableFuture<?> prune(ToLongFunction<String> oldest);

    /**
     * Forgets the oldest months as long as all take more bytes than that; if only the newest one is left, its oldest messages.
     * What was written last to the disk may take some megabytes more.
     */
    CompletableFuture<?> trim(long mostBytes);

    /** The same store, which tells how many servers have left a question unanswered: what these have is not in its answers. */
    default HistoryStore reporting(IntConsumer silent) {
        return this;
    }

    /** How many bytes on the disk all take. */
    long bytes();

    /** How many messages wait to be written. */
    int pending();

    /** How many messages were written since the start. */
    long stored();

    /** How many messages could not be written since the start. */
    long dropped();

    /** Writes what waits, as long as the disk needs. Does nothing the second time; what is added afterwards is dropped. */
    @Override
    void close();
}
