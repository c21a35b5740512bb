package chat.jim.server;

import chat.jim.protocol.Code;
import chat.jim.server.accept.ConnectionRejector.Refusal;
import chat.jim.server.measure.Ending;
import chat.jim.server.routing.Others;
import chat.jim.server.session.ConnectionHandler;
import chat.jim.server.session.ServerContext;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why nobody may come, and why some have to go: the server is drained, cut off from the others of its chat, or going down.
 * From any thread.
 */
final class Gate {
    private final ServerContext context;
    private final Set<ConnectionHandler> handlers;
    private final @Nullable Others others;
    private volatile boolean draining;
    private volatile boolean goingDown;

    /**
     * That of a server with these parts.
     *
     * @param handlers the connections that are there
     * @param others the other servers of the chat; null if there are none
     */
    Gate(ServerContext context, Set<ConnectionHandler> handlers, @Nullable Others others) {
        this.context = context;
        this.handlers = handlers;
        this.others = others;
    }

    /** Nobody comes online any more; who is online may stay. */
    void drain() {
        draining = true;
        sendAway(handler -> !handler.isOnline(), Code.UNAVAILABLE, Refusal.DRAINING.sentence());
    }

    /**
     * Others may soon have the names of those who are online here, or about to be: all have to go. A notice tells them so,
     * since a 503 would be taken for the answer to a message that is on its way.
     */
    void cutOff() {
        sendAway(handler -> true, Code.IMPORTANT, "This server has lost the others: connect again.");
    }

    private void sendAway(Predicate<ConnectionHandler> whom, Code code, String why) {
        handlers.stream()
                .filter(whom)
                .forEach(handler ->
                        handler.dismiss(Ending.SHUTDOWN, context.replies().of(code, why)));
    }

    /** The server goes down. */
    void close() {
        goingDown = true;
    }

    /** That the server goes down, as a sentence; null if it does not. */
    @Nullable
    String goingDown() {
        return goingDown ? "The server is going down." : null;
    }

    /** Why nobody should come now, as a sentence; null if everybody may. Who comes nevertheless may be let in. */
    @Nullable
    String unready() {
        String trouble = draining || others == null ? null : others.trouble();
        return trouble == null ? closed() : trouble;
    }

    /** Why nobody is let in now, as a sentence; null if everybody is. */
    @Nullable
    String closed() {
        if (draining) {
            return Refusal.DRAINING.sentence();
        }
        return others != null && !others.isValid() ? Others.CUT_OFF : goingDown();
    }
}
