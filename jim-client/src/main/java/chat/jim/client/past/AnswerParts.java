package chat.jim.client.past;

import chat.jim.protocol.Response;
import chat.jim.protocol.Response.Detail;
import chat.jim.protocol.User;
import chat.jim.protocol.action.HistoryAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the parts of an answer together (PROTOCOL.md, sections 10 and 12). Only for the receiving thread. */
public final class AnswerParts {
    private final List<String> names = new ArrayList<>();
    private final List<User> users = new ArrayList<>();
    private final List<Response> others = new ArrayList<>();

    /** Nothing has come yet. */
    public AnswerParts() {}

    /**
     * Returns the answer with all that its parts had; null if the response is a part, {@code mayBePart}, itself. Of more
     * messages than can be asked for, the rest is left out.
     */
    public @Nullable Response add(Response response, boolean mayBePart) {
        boolean isPart = mayBePart && response.isPart();
        if (response.names() != null) {
            names.addAll(response.names());
        }
        users.addAll(response.users());
        boolean isMessage = response.number(Detail.ID) != null;
        if (isPart && (isMessage ? others.size() < HistoryAction.MOST : response.text(Detail.ROOM) != null)) {
            others.add(response);
        }
        if (isPart) {
            return null;
        }
        Response answer = response.withNames(names).withUsers(users).withMessages(others);
        names.clear();
        users.clear();
        others.clear();
        return answer;
    }
}
