package chat.jim.server.cluster.message;

import chat.jim.net.FlushBatch;
import chat.jim.protocol.Address;
import chat.jim.protocol.ProtocolException;
import chat.jim.server.peer.OutgoingMsg;
import chat.jim.server.routing.Routed;
import chat.jim.server.store.AccountKey;
import chat.jim.server.store.StoreException;
import org.jspecify.annotations.Nullable;

/** Has somebody who is connected to another server say something in a room that has its home here. */
@FunctionalInterface
public interface RoomSpeech {
    /**
     * Hands the message to the members.
     *
     * @param account null for a guest
     * @param batch with which it is written
     * @return null if the room has its home elsewhere
     * @throws ProtocolException one may not; {@link StoreException} likewise if it cannot be kept
     */
    @Nullable
    Routed say(
            String node,
            long session,
            @Nullable AccountKey account,
            Address from,
            Address room,
            OutgoingMsg msg,
            FlushBatch batch);
}
