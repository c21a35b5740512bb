package chat.jim.server.session;

import chat.jim.protocol.Code;
import chat.jim.protocol.HistoryAction;
import chat.jim.protocol.Response;
import chat.jim.server.peer.Replies;

/**
 * Answers what one peer asks about the history (PROTOCOL.md, section 12). Methods are for the thread of the peer's {@link
 * ConnectionHandler}.
 */
final class HistoryRequests {
    private final Replies replies;

    HistoryRequests(Replies replies) {
        this.replies = replies;
    }

    Response history(HistoryAction.History history) {
        return none(history);
    }

    Response mark(HistoryAction.Mark mark) {
        return none(mark);
    }

    Response search(HistoryAction.Search search) {
        return none(search);
    }

    Response forget(HistoryAction.Forget forget) {
        return none(forget);
    }

    private Response none(HistoryAction action) {
        return replies.of(
                Code.BAD_REQUEST, "There is no action " + action.verb().word() + " here.");
    }
}
