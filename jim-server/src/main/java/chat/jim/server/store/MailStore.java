package chat.jim.server.store;

import chat.jim.wire.Frame;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait for accounts, each account's in the order of their arrival (PROTOCOL.md, section 6): what was handed
 * over before it was stored has arrived by then. Changes are made in the order of the calls. A change is on the disk when its
 * future is done; {@link Store#await} waits for that. All methods may be called from any thread.
 */
public interface MailStore {
    /**
     * A message that waits.
     *
     * @param place where it stands in the order of its mailbox
     * @param message as it was sent, or in its compact form
     * @param ticket that of its {@link Letter}
     */
    record Kept(Place place, Frame message, @Nullable String ticket) {
        /** Greater than the ids of all messages that were stored earlier, including removed ones. */
        public long id() {
            return place.id();
        }
    }

    /**
     * Where a message stands in the order of its mailbox: by the first number, and then by the second one.
     *
     * @param after its own id; or if it was handed over before it was stored, what {@link Letter#after} says
     */
    record Place(long after, long id) {
        /** Before all messages. */
        public static final Place START = new Place(0, 0);
    }

    /**
     * What was read.
     *
     * @param end how far the store had come before: if there are no messages, all up to that id are before the place from where it
     *     was read, or removed
     */
    record Page(List<Kept> letters, long end) {}

    /**
     * A message that is to be kept.
     *
     * @param sender the account that has sent it; null for a guest
     * @param ticket tells it from all others, if it may have come to the account on another way, too; null if it has not
     * @param after how far the store was read when the message was handed over, see {@link Page#end}: what other servers have stored
     *     since belongs behind it. {@link #LAST} if it was not
     */
    record Letter(
            Frame message,
            @Nullable AccountKey sender,
            @Nullable String ticket,
            long after) {
        /** It belongs behind all that is stored by now. */
        public static final long LAST = Long.MAX_VALUE;

        /** One that was not handed over. */
        public Letter(Frame message, @Nullable AccountKey sender, @Nullable String ticket) {
            this(message, sender, ticket, LAST);
        }

        /** One that comes on no other way. */
        public Letter(Frame message, @Nullable AccountKey sender) {
            this(message, sender, null);
        }

        /** The same with a ticket. */
        public Letter withTicket(String its) {
            return new Letter(message, sender, its, after);
        }
    }

    /**
     * How many messages wait for an account, or may wait at most.
     *
     * @param ofSender how many of them are of one sender; all guests together are one
     */
    record Count(int all, int ofSender) {
        /** No limit, which is the fastest. */
        public static final Count UNLIMITED = new Count(Integer.MAX_VALUE, Integer.MAX_VALUE);

        /** Whether there is room for one more. */
        public boolean isBelow(Count most) {
            return all < most.all && ofSender < most.ofSender;
        }
    }

    /**
     * Keeps a message for an account in its {@link chat.jim.wire.CompactForm}; the frame is copied at once.
     *
     * @param most how many may wait for this account, and how many of them from this sender; two servers of a cluster that add at
     *     once may exceed that by what is under way
     * @return its id; 0 if it is not kept, because that many wait already or there is no such account
     */
    CompletableFuture<Long> add(AccountKey account, Letter letter, Count most);

    /**
     * How many messages wait for an account, and how many of them that sender has sent; null is all guests.
     *
     * @throws StoreException that cannot be read
     */
    Count count(AccountKey account, @Nullable AccountKey sender);

    /**
     * The oldest messages that wait for an account, of those behind a place. A damaged message is dropped, and logged.
     *
     * @param most how many to read at most
     * @throws StoreException they cannot be read
     */
    Page read(AccountKey account, Place behind, int most);

    /** Whether what was handed over and is stored later stands where {@link Letter#after} says; else it stands behind all. */
    default boolean keepsPlaces() {
        return false;
    }

    /** Removes the messages of an account up to the one with the id {@code last}. */
    CompletableFuture<?> remove(AccountKey account, long last);

    /**
     * Removes the messages of an account that were read. Where nobody else adds messages, those are the oldest ones; else what
     * somebody has added between them stays.
     *
     * @param ids theirs; not none
     */
    default CompletableFuture<?> removeRead(AccountKey account, Collection<Long> ids) {
        return remove(account, Collections.max(ids));
    }
}
