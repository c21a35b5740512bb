package chat.jim.server.routing;

import org.jspecify.annotations.Nullable;

/**
 * What has become of a message.
 *
 * @param kept whether it is in a mailbox, on the disk
 * @param reached to how many other members of a room it was handed; null if it was not for a room
 */
public record Routed(boolean kept, @Nullable Integer reached) {
    private static final Routed HANDED_OVER = new Routed(false, null);
    private static final Routed KEPT = new Routed(true, null);

    static Routed toUser(boolean handedOver) {
        return handedOver ? HANDED_OVER : KEPT;
    }

    static Routed toRoom(int reached) {
        return new Routed(false, reached);
    }
}
