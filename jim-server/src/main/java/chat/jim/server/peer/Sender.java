package chat.jim.server.peer;

import chat.jim.net.FlushBatch;
import chat.jim.server.store.AccountKey;
import org.jspecify.annotations.Nullable;

/** Who sends a message: a peer of this server, or of another one. Only for the thread that hands its messages over. */
public interface Sender {
    /** The account with which it is online; null for a guest. */
    @Nullable
    AccountKey account();

    /** With which what it sends is written. */
    FlushBatch batch();

    /** Has everything written that it has sent so far, since something slow comes next. */
    void flush();
}
