package chat.jim.client;

import chat.jim.protocol.Action;
import chat.jim.protocol.Response;

/** Hears what the server sends unasked, on the client's receiving thread, from which no request may be made. */
public interface ClientListener {
    /** A message has come. */
    void onMessage(Action.Msg msg);

    /**
     * Whether whatever message comes is shown to somebody. If not, those to an account are left in its mailbox (PROTOCOL.md,
     * section 6).
     */
    default boolean showsAll() {
        return true;
    }

    /** A notice has come, 100 or 101, or an error that answers nothing: the server is about to hang up. */
    void onNotice(Response notice);

    /** Something has come that is no message of the protocol, for a reason in words; it was passed over. */
    void onGarbage(String reason);

    /** The connection has ended without this client's wish, for a reason in words; nothing is heard after that. */
    void onLost(String reason);
}
