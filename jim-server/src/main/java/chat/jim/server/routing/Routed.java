package chat.jim.server.routing;

import chat.jim.protocol.Address;
import chat.jim.protocol.Code;
import chat.jim.protocol.ProtocolException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a message.
 *
 * @param kept whether it is in a mailbox, on the disk
 * @param id by which it is in the history; 0 if it is not
 * @param reached to how many other members of a room it was handed; null if it was not for a room
 * @param later waits until the rest is known, and returns that, or throws; null if it is known
 */
public record Routed(
        boolean kept,
        long id,
        @Nullable Integer reached,
        @Nullable Supplier<Routed> later) {
    private static final Routed HANDED_OVER = new Routed(false, 0, null, null);

    /** It is in a mailbox, and in the history by that id, or not if that is 0. */
    public static Routed kept(long id) {
        return new Routed(true, id, null, null);
    }

    /** It was handed over to a user, and is in the history by that id, or not if that is 0. */
    public static Routed toUser(long id) {
        return id == 0 ? HANDED_OVER : new Routed(false, id, null, null);
    }

    /** It was handed to so many members of a room, and is in the history by that id, or not if that is 0. */
    public static Routed toRoom(int reached, long id) {
        return new Routed(false, id, reached, null);
    }

    static Routed later(Supplier<Routed> rest) {
        return new Routed(false, 0, null, rest);
    }

    /** Whether it is known. */
    public boolean isKnown() {
        return later == null;
    }

    /** The same when it is known; waits for that. Throws what {@link Router#route} throws. Call this once. */
    public Routed known() {
        return later == null ? this : later.get();
    }

    /** What is refused while the addressee changes servers: 503, nothing was sent. */
    public static ProtocolException isMoving(Address to) {
        return new ProtocolException(
                Code.UNAVAILABLE, to + " is changing servers just now: nothing was sent, try again.");
    }
}
