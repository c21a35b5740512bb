package chat.jim.server.session;

import chat.jim.protocol.HistoryAction;
import chat.jim.protocol.ProtocolException;
import chat.jim.protocol.Response;

/**
 * Answers what one peer asks about the history (PROTOCOL.md, section 12). Methods are for the thread of the peer's {@link
 * ConnectionHandler}.
 */
final class HistoryRequests {
    Response history(HistoryAction.History history) {
        throw none(history);
    }

    Response mark(HistoryAction.Mark mark) {
        throw none(mark);
    }

    Response search(HistoryAction.Search search) {
        throw none(search);
    }

    Response forget(HistoryAction.Forget forget) {
        throw none(forget);
    }

    private static ProtocolException none(HistoryAction action) {
        return ProtocolException.badRequest(
                "There is no action " + action.verb().word() + " here.");
    }
}
