package chat.jim.client;

import chat.jim.protocol.Response;
import chat.jim.protocol.action.Action;

/**
 * What the server sends without being asked, and what becomes of the connection. All methods are called on the client's
 * receiving thread, which must not make requests: it would wait for answers that only it can receive.
 */
public interface ClientListener {
    /** A message was received. */
    void onMessage(Action.Msg msg);

    /**
     * Whether every message that was reported is shown to somebody: written out, and not only kept for the next
     * {@link #onPause}. If not, messages to an account are left in its mailbox (PROTOCOL.md, section 6). Asked behind a
     * pause, and when the client ends, which may be on another thread; must not wait.
     */
    default boolean showsAll() {
        return true;
    }

    /** A notice was received, 100 or 101, or an error that answers no request: the server is about to hang up. */
    void onNotice(Response notice);

    /**
     * Something was received that is not a message of the protocol, and skipped; the reason is a sentence. Only the first
     * such object is reported.
     */
    void onGarbage(String reason);

    /** The server is lost: the connection ended though nobody closed it here. The reason is a sentence. */
    void onLost(String reason);

    /**
     * All that is known so far was reported: costly work such as drawing can be done once for all of it. May come on any
     * thread.
     */
    default void onPause() {}
}
