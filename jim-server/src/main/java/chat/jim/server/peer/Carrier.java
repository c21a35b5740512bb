package chat.jim.server.peer;

import chat.jim.server.store.AccountKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The way of messages to another server, whose users are in rooms here. From any thread; no method waits. */
public interface Carrier {
    /**
     * Takes one copy of a message for some of them.
     *
     * @param id by which it is kept; 0 if it is not
     * @param sender the sender's account; null for a guest
     * @param readers whom it is for, as that server knows them
     * @return how many it has reached. Fails with {@link chat.jim.protocol.ProtocolException} 503 if it was not sent, and 504 if
     *     nobody knows
     */
    CompletableFuture<Integer> carry(
            OutgoingMsg.Copy message, long id, @Nullable AccountKey sender, List<String> readers);
}
