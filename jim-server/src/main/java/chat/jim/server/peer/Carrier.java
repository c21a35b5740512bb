package chat.jim.server.peer;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The way of messages to another server, whose users are in rooms here. From any thread; no method waits. */
public interface Carrier {
    /**
     * Takes one copy of a message for some of them.
     *
     * @param readers whom it is for, as that server knows them
     * @return how many it has reached. Fails with {@link chat.jim.protocol.ProtocolException} 503 if it was not sent, and 504 if
     *     nobody knows
     */
    CompletableFuture<Integer> carry(OutgoingMsg.Copy message, long id, List<String> readers);
}
