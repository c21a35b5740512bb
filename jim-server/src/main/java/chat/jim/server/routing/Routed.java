package chat.jim.server.routing;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a message.
 *
 * @param kept whether it is in a mailbox, on the disk
 * @param id by which it is in the history; 0 if it is not
 * @param reached to how many other members of a room it was handed; null if it was not for a room
 */
public record Routed(boolean kept, long id, @Nullable Integer reached) {
    private static final Routed HANDED_OVER = new Routed(false, 0, null);
    private static final Routed KEPT = new Routed(true, 0, null);

    static Routed toUser(boolean handedOver, long id) {
        if (!handedOver) {
            return KEPT;
        }
        return id == 0 ? HANDED_OVER : new Routed(false, id, null);
    }

    static Routed toRoom(int reached, long id) {
        return new Routed(false, id, reached);
    }
}
